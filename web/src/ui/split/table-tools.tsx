import "./table-tools.css";

import { useEffect, useId, useRef, useState } from "preact/hooks";

import type { View } from "../../state/view";
import { t } from "../../text/text";

interface TableToolsProps {
  readonly view: View;
  readonly onLook: (part: Partial<View>) => void;
  readonly onCopy: () => void;
}

const TOPS = [10, 25, 0];
const TYPED = 150; // milliseconds of rest before a search is asked

/** How the table is looked at: search, how many of a group, all open or none, and the table for a spreadsheet. */
export function TableTools({ view, onLook, onCopy }: TableToolsProps) {
  const id = useId();
  const [find, setFind] = useState(view.find);
  const asked = useRef(view.find);
  useEffect(() => {
    if (find === asked.current) return;
    const later = setTimeout(() => {
      asked.current = find;
      onLook({ find });
    }, TYPED);
    return () => clearTimeout(later);
  }, [find]);
  // Another bill begins without a search.
  useEffect(() => {
    if (view.find === asked.current) return;
    asked.current = view.find;
    setFind(view.find);
  }, [view.find]);
  return (
    <div class="table-tools">
      <input
        class="field find"
        type="search"
        data-testid="find"
        aria-label={t("table.find")}
        placeholder={t("table.find")}
        autocomplete="off"
        spellcheck={false}
        value={find}
        onInput={(event) => setFind(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || find === "") return;
          event.stopPropagation();
          setFind("");
        }}
      />
      <label class="plan-field table-option" for={`${id}-top`}>
        <span class="muted">{t("table.top")}</span>
        <select
          id={`${id}-top`}
          class="field"
          data-testid="top"
          value={view.top}
          onChange={(event) => onLook({ top: Number(event.currentTarget.value) })}
        >
          {TOPS.map((top) => (
            <option key={top} value={top}>
              {top === 0 ? t("table.top_all") : t("table.top_n", { n: top })}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="button plain table-option"
        data-testid="expand-all"
        onClick={() => onLook({ openAll: true, open: [], closed: [] })}
      >
        {t("table.expand_all")}
      </button>
      <button
        type="button"
        class="button plain table-option"
        data-testid="collapse-all"
        onClick={() => onLook({ openAll: false, open: [], closed: [], others: [] })}
      >
        {t("table.collapse_all")}
      </button>
      <button type="button" class="button copy" data-testid="copy" onClick={onCopy}>
        {t("table.copy")}
      </button>
    </div>
  );
}
