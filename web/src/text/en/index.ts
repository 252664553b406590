import { errors } from "./errors";
import { shell } from "./shell";
import { split } from "./split";

/** Every message of the page; the other languages follow its keys and placeholders. */
export const en = { ...shell, ...errors, ...split } as const;
