// Wakes GOV.UK Frontend's components on every page. Pages work without it.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink,
  createAll,
} from "../vendor/govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const Component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink,
]) {
  createAll(Component);
}

// Ctrl and / together lead to the search box. A single key would get in the way of people who speak to their computer.
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("search");
  if (box && event.ctrlKey && event.key === "/") {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
