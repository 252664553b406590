import "./style/tokens.css";
import "./style/base.css";

import { render } from "preact";

import { startSettings } from "./state/settings";

startSettings(document.documentElement);
render(<main />, document.getElementById("page")!);
