import { errors } from "./errors";
import { fields } from "./fields";
import { metering } from "./metering";
import { passOn } from "./pass-on";
import { rules } from "./rules";
import { schedule } from "./schedule";
import { shell } from "./shell";
import { split } from "./split";

export const zh = { ...shell, ...errors, ...fields, ...rules, ...schedule, ...split, ...passOn, ...metering } as const;
