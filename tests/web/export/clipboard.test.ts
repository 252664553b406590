import { describe, expect, it } from "vitest";

import { toHtml, toTabbed } from "../../../web/src/export/clipboard";
import { number, type Sheet, text } from "../../../web/src/export/sheet";

const sheet: Sheet = {
  header: ["Owner account", "Amount (CNY)"],
  rows: [
    [text("2100000123456789"), number("1204318.42")],
    [text("=1+1"), number("-20.00")],
    [text('a "b"\tc'), number("0.000012")],
  ],
};

describe("text with tabs", () => {
  it("has raw numbers: no grouping, an ASCII minus, every digit", () => {
    const lines = toTabbed(sheet).split("\r\n");
    expect(lines[0]).toBe("Owner account\tAmount (CNY)");
    expect(lines[1]).toBe("2100000123456789\t1204318.42");
    expect(lines[2]).toBe("'=1+1\t-20.00");
  });

  it("guards what a spreadsheet would run, behind blanks and in full width too", () => {
    const rows = [" =1+1", "＝1+1", "'@sum"].map((each) => [text(each)]);
    expect(toTabbed({ header: ["x"], rows })).toBe("x\r\n' =1+1\r\n'＝1+1\r\n''@sum\r\n");
  });

  it("quotes a cell that holds a tab, a quote or a line break", () => {
    expect(toTabbed(sheet)).toContain('"a ""b""\tc"\t0.000012\r\n');
    expect(toTabbed({ header: ["x"], rows: [[text("one\ntwo")]] })).toBe('x\r\n"one\ntwo"\r\n');
  });
});

describe("a table in HTML", () => {
  it("marks ids as text, so that no digit is lost", () => {
    expect(toHtml(sheet)).toContain(
      `<td x:str="" style="mso-number-format:'\\@'">2100000123456789</td><td x:num="1204318.42">1204318.42</td>`,
    );
  });

  it("a negative amount stays a number, a text like a formula does not run", () => {
    expect(toHtml(sheet)).toContain(">'=1+1</td>");
    expect(toHtml(sheet)).toContain('<td x:num="-20.00">-20.00</td>');
  });

  it("a value can not open an element", () => {
    const hostile = toHtml({ header: ["<b>"], rows: [[text('<img src=x onerror="1">&')]] });
    expect(hostile).not.toContain("<img");
    expect(hostile).toContain("&lt;img src=x onerror=&quot;1&quot;&gt;&amp;");
    expect(hostile).toContain("&lt;b&gt;");
  });
});
