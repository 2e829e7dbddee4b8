// Run by the Rhino shell beside veraPDF: prints "passes" or "fails" for one file, then a line for each broken rule.
org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var flavour = org.verapdf.pdfa.flavours.PDFAFlavour.fromString("ua1");
var foundry = org.verapdf.pdfa.Foundries.defaultInstance();
var parser = foundry.createParser(new java.io.FileInputStream(arguments[0]), flavour);
var result = foundry.createValidator(flavour, false).validate(parser);
print(result.isCompliant() ? "passes" : "fails");
for (var found = result.getTestAssertions().iterator(); found.hasNext();) {
  var one = found.next();
  print(one.getRuleId().getClause() + ": " + one.getMessage() + " (" + one.getLocation().getContext() + ")");
}
