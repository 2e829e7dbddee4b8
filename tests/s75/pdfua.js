// Run by the Rhino shell beside veraPDF. For each path on standard input it prints "passes" or "fails" (or "error" and
// why), a line for each broken rule, and an empty line.
org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var flavour = org.verapdf.pdfa.flavours.PDFAFlavour.fromString("ua1");
var foundry = org.verapdf.pdfa.Foundries.defaultInstance();
var paths = new java.io.BufferedReader(new java.io.InputStreamReader(java.lang.System["in"]));

function judge(path) {
  var parser = foundry.createParser(new java.io.FileInputStream(path), flavour);
  var result = foundry.createValidator(flavour, false).validate(parser);
  print(result.isCompliant() ? "passes" : "fails");
  for (var found = result.getTestAssertions().iterator(); found.hasNext();) {
    var one = found.next();
    var told = one.getRuleId().getClause() + ": " + one.getMessage() + " (" + one.getLocation().getContext() + ")";
    print(told.replace(/\s+/g, " "));
  }
}

for (var path = paths.readLine(); path !== null; path = paths.readLine()) {
  try {
    judge(path);
  } catch (wrong) {
    print("error");
    print(String(wrong).replace(/\s+/g, " "));
  }
  print("");
}
