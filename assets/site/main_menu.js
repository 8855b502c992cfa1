/* What every page starts. */
import { menuStart, themeSwitchStart } from "./theme.js";

themeSwitchStart();
menuStart();
