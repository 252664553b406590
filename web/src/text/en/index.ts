import { errors } from "./errors";
import { fields } from "./fields";
import { shell } from "./shell";
import { split } from "./split";

/** Every message of the page; the other languages follow its keys and placeholders. */
export const en = { ...shell, ...errors, ...fields, ...split } as const;
