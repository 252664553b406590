import "./figure.css";

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { t } from "../../text/text";
import { ScrollAcross } from "../scroll-across";

interface FigureProps {
  /** What the drawing shows, as a sentence. */
  readonly finding: ComponentChildren;
  readonly drawing: ComponentChildren;
  readonly table: ComponentChildren;
  readonly controls?: ComponentChildren;
  readonly testid: string;
}

/** A drawing with its finding, and the same figures as a table. */
export function Figure({ finding, drawing, table, controls, testid }: FigureProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure class="figure" data-testid={testid}>
      <figcaption class="figure-head">
        <span class="finding">{finding}</span>
        <span class="figure-controls">
          {controls}
          <button type="button" class="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {t("figure.as_table")}
          </button>
        </span>
      </figcaption>
      {asTable ? (
        <ScrollAcross label={t("figure.as_table")} look="figure-table">
          {table}
        </ScrollAcross>
      ) : (
        drawing
      )}
    </figure>
  );
}
