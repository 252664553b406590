import { errors } from "./errors";
import { fields } from "./fields";
import { passOn } from "./pass-on";
import { shell } from "./shell";
import { schedule } from "./schedule";
import { split } from "./split";

/** Every message of the page; the other languages follow its keys and placeholders. */
export const en = { ...shell, ...errors, ...fields, ...schedule, ...split, ...passOn } as const;
