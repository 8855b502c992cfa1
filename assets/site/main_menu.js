/* What every page starts. */
import { menuStart, picturesStart, themeSwitchStart } from "./theme.js";

themeSwitchStart();
menuStart();
picturesStart();
