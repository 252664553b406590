import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

// Before the journeys: the page as it is shipped, built if it is not.
export default function setup(): void {
  execFileSync(resolve(__dirname, "../../web/tools/build.sh"), ["page"], { stdio: "inherit" });
}
