// Trusted Types: the page's one policy passes the addresses of our own two scripts that are not in the markup, the
// engine's worker and the service worker, and nothing else.

interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrlPolicy;
}

const ours = new Set<string>();
let policy: ScriptUrlPolicy | undefined;

/** The address as what `Worker` and `register` take. For nothing but scripts of our own. */
export function trustedScript(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  if (trustedTypes === undefined) return url;
  ours.add(url);
  policy ??= trustedTypes.createPolicy("app", {
    createScriptURL(asked) {
      if (!ours.has(asked)) throw new TypeError("not a script of this page");
      return asked;
    },
  });
  return policy.createScriptURL(url) as string;
}
