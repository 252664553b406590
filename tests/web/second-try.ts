import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, TestCase } from "vitest/node";

// A journey that fails is tried once more: a browser on a busy machine can lose a beat. That it did is not hidden: ./test
// tells at its end which they were, from the file that BILLFOLD_SECOND_TRIES names.
export default class SecondTry implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const to = process.env.BILLFOLD_SECOND_TRIES;
    if (to === undefined || !test.diagnostic()?.flaky) return;
    const said = test.result().errors?.[0]?.message.split("\n", 1)[0] ?? "";
    appendFileSync(to, `${test.project.name}: ${relative("", test.module.moduleId)}: ${test.fullName}: ${said}\n`);
  }
}
