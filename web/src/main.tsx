import "./style/tokens.css";
import "./style/base.css";

import { render } from "preact";

import { loadEngine } from "./engine/load";
import { startSettings } from "./state/settings";

startSettings(document.documentElement);
render(<main />, document.getElementById("page")!);

void loadEngine().then(({ core, startWorker }) => {
  const worker = startWorker();
  worker.onmessage = ({ data }: MessageEvent<string>) => {
    document.documentElement.dataset["core"] = data;
  };
  worker.postMessage(core);
});
