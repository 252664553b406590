import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromWorker, ToWorker } from "../../../web/src/engine/protocol";
import { warmUp } from "../../../web/src/engine/warm-up";
import { serve } from "../../../web/src/engine/worker";
import { NO_MAPPING } from "../../../web/src/state/engine-port";
import { fakeCore } from "./fake-core";

test("the made-up bill is read as a first one is, asked what every bill is asked, and nothing is kept", async () => {
  const core = fakeCore();
  const asked: string[] = [];
  core.onAsk = (method) => void asked.push(method);
  await warmUp(core);
  const fed = core.sessions.flatMap(({ files }) => files);
  expect(fed.map(({ request, ended }) => [request.store, ended])).toEqual([["first", true]]);
  expect(asked).toEqual(["dimensions", "split"]);
  expect(core.sessions.every(({ deleted }) => deleted)).toBe(true);
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function started() {
  const whileIdle = vi.fn(() => Promise.resolve());
  const port = {
    onmessage: null as ((event: MessageEvent<ToWorker>) => void) | null,
    postMessage: vi.fn<(message: FromWorker) => void>(),
  };
  serve(port, () => Promise.resolve(fakeCore()), whileIdle);
  const put = async (message: ToWorker) => {
    port.onmessage!({ data: message } as MessageEvent<ToWorker>);
    await vi.advanceTimersByTimeAsync(0);
  };
  await put({ type: "start", id: 1, request: new ArrayBuffer(0) });
  expect(port.postMessage).toHaveBeenCalledOnce();
  return { put, whileIdle };
}

test("a worker that nobody asks warms up, once", async () => {
  const { whileIdle } = await started();
  expect(whileIdle).not.toHaveBeenCalled(); // its start is answered first
  await vi.advanceTimersByTimeAsync(1_000);
  expect(whileIdle).toHaveBeenCalledOnce();
});

test("a worker that is asked at once does not", async () => {
  const { put, whileIdle } = await started();
  const file = new File(["a,b\n1,2\n"], "bill.csv");
  await put({ type: "recognise", id: 2, request: { file, mapping: NO_MAPPING, encoding: undefined } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(whileIdle).not.toHaveBeenCalled();
});
