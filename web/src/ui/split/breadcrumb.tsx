import "./breadcrumb.css";

import type { Path } from "../../protocol";
import { groupName } from "../../state/row-names";
import { t } from "../../text/text";

interface BreadcrumbProps {
  readonly levels: readonly string[];
  /** The group that is looked into. */
  readonly root: Path;
  readonly onInto: (path: Path) => void;
}

/** The way from the whole split to the group that is looked into. */
export function Breadcrumb({ levels, root, onInto }: BreadcrumbProps) {
  if (root.length === 0) return null;
  return (
    <nav class="breadcrumb" aria-label={t("breadcrumb.name")} data-testid="breadcrumb">
      <ol role="list">
        {[-1, ...root.keys()].map((level) => {
          const path = root.slice(0, level + 1);
          const name = level < 0 ? t("breadcrumb.whole") : groupName(levels, path);
          return (
            <li key={level}>
              {level === root.length - 1 ? (
                <span aria-current="location">{name}</span>
              ) : (
                <button type="button" class="button link" onClick={() => onInto(path)}>
                  {name}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
