import { createEngine } from "./engine/client";
import { loadEngine } from "./engine/load";
import { startPage } from "./page";

const engine = createEngine(loadEngine);
startPage(engine, engine.started, document.getElementById("page")!);
