import "./check-how.css";

import { useEffect, useState } from "preact/hooks";

import { t } from "../text/text";
import { Icon } from "./icon";

/** The promise and how to check it: the policy in force and a live count of requests. */
export function CheckHow() {
  return (
    <details class="check-how">
      <summary>
        <Icon name="lock" />
        <span>
          {t("empty.private")} <span class="check-how-word">{t("check.summary")}</span>
        </span>
      </summary>
      <p>
        <RequestCount />
      </p>
      <p>{t("check.policy")}</p>
      <code>{policyInForce()}</code>
      <ul>
        <li>{t("check.watch")}</li>
        <li>{t("check.plug")}</li>
        <li>{t("check.limits")}</li>
        {location.protocol !== "file:" && <li>{t("check.kept")}</li>}
      </ul>
    </details>
  );
}

function policyInForce(): string {
  return document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content ?? t("none");
}

/** Set once all that belongs to the page has arrived: its scripts, the core, the samples. */
export const LOADED_MARK = "billfold:loaded";

function RequestCount() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const look = () => {
      const [loaded] = performance.getEntriesByName(LOADED_MARK);
      const later = performance
        .getEntriesByType("resource")
        .filter((entry) => loaded && entry.startTime > loaded.startTime);
      setCount(later.length);
    };
    look();
    const observer = new PerformanceObserver(look);
    observer.observe({ entryTypes: ["resource", "mark"] });
    return () => observer.disconnect();
  }, []);
  return <>{t("check.counter", { n: count })}</>;
}
