import { t } from "../../text/text";

/** Who bills are made out to; usage without an account has a name, too. */
export function accountName(account: string | null): string {
  return account ?? t("metering.unassigned");
}

/** "gpu A100" */
export function resourceName({ kind, sub_kind }: { readonly kind: string; readonly sub_kind: string }): string {
  return sub_kind === "" ? kind : `${kind} ${sub_kind}`;
}
