// After signing out nothing that was typed stays in this browser.
import { PREFIX } from "./drafts.js";

for (const key of Object.keys(window.localStorage)) if (key.startsWith(PREFIX)) window.localStorage.removeItem(key);
