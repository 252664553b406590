import type { Core, Failure, ShardReport } from "../protocol";
import { failure, isFailure } from "./errors";
import { type ShardJob, type ShardProgress, type ShardReader, shardReader } from "./shards";

// Two workers read one file: what the lead and another say to each other through a port of their own. One request is
// under way at a time.

type Request = { readonly type: "read"; readonly job: ShardJob } | { readonly type: "piece"; readonly at: number };
type Message =
  | { readonly type: "progress"; readonly progress: ShardProgress }
  | { readonly type: "answer"; readonly answer: ShardReport | Uint8Array | Failure };

/** The lead's side. Once it is alone, whatever it asks has failed. */
export function shardsBehind(port: MessagePort, alone: AbortSignal): ShardReader {
  function ask(request: Request, onProgress: (progress: ShardProgress) => void = () => {}) {
    return new Promise<ShardReport | Uint8Array | Failure>((resolve) => {
      const lost = () => resolve(failure("worker_died", { what: "a shard's reader is lost" }));
      if (alone.aborted) return lost();
      alone.addEventListener("abort", lost, { once: true });
      port.onmessage = ({ data }: MessageEvent<Message>) => {
        if (data.type === "progress") onProgress(data.progress);
        else resolve(data.answer);
      };
      port.postMessage(request);
    });
  }
  return {
    read: (job, onProgress) => ask({ type: "read", job }, onProgress) as Promise<ShardReport | Failure>,
    piece: (at) => ask({ type: "piece", at }) as Promise<Uint8Array | Failure>,
  };
}

/** The other's side. */
export function serveShard(port: MessagePort, core: Core): void {
  const reader = shardReader(core);
  const say = (message: Message, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  port.onmessage = async ({ data }: MessageEvent<Request>) => {
    if (data.type === "read") {
      const answer = await reader.read(data.job, (progress) => say({ type: "progress", progress }));
      say({ type: "answer", answer });
      return;
    }
    const answer = await reader.piece(data.at);
    say({ type: "answer", answer }, isFailure(answer) ? [] : [answer.buffer]);
  };
}
