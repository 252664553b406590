import { errors as english } from "../en/errors";
import { translationOf } from "../message";

export const errors = translationOf(english)({
  "error.empty_file": "文件是空的",
  "error.empty_file.cause": "导出被中断，或下载没有完成。",
  "error.empty_file.fix": "重新导出账单，打开 CSV、TSV、JSON、GZ 或 ZIP 文件。",

  "error.not_a_bill": "{what}不是账单",
  "error.not_a_bill.cause": "账单是文本表格：CSV、TSV 或 JSON，也可以在 GZ 或 ZIP 文件里。",
  "error.not_a_bill.fix": "把账单导出为 CSV。在 Excel 中：文件、另存为、“CSV UTF-8（逗号分隔）”。",

  "error.bad_encoding": "文本在第 {byte} 字节处不是有效的 {encoding}",
  "error.bad_encoding.cause": "文件用的是另一种编码，或有一部分损坏。",
  "error.bad_encoding.fix": "换一种编码，或把账单导出为 CSV UTF-8。",

  "error.no_header": "文件中只有空行",
  "error.no_header.cause": "导出中途停止，或该月没有费用。",
  "error.no_header.fix": "重新导出账单，第一行须写明各列名称。",

  "error.unterminated_quote": "第 {line} 行的引号没有闭合",
  "error.unterminated_quote.cause": '单元格里有一个没有成对的 "，其后的内容都被读成同一个单元格。',
  "error.unterminated_quote.fix": "在源文件中闭合或双写该行的引号，然后重新打开。",

  "error.row_too_long": "第 {line} 行超过 {limit} 字节",
  "error.row_too_long.cause": "该行有单元格远长于账单应有的长度，或前面某一行的引号没有闭合。",
  "error.row_too_long.fix": "在源文件中缩短该单元格或闭合引号，然后重新打开。",

  "error.too_many_columns": "表头有 {columns} 列",
  "error.too_many_columns.cause": "最多读取 {limit} 列；分隔符不对也会变出很多列。",
  "error.too_many_columns.fix": "少导出一些列，或换一个分隔符。",

  "error.bad_json": "JSON 在第 {byte} 字节附近损坏",
  "error.bad_json.cause": "{what}。保存时被截断的响应就是这样。",
  "error.bad_json.fix": "重新保存完整的响应再打开。",

  "error.no_rows_in_json": "JSON 里没有账单明细列表",
  "error.no_rows_in_json.cause": "它是别的接口的响应，或只是一部分。",
  "error.no_rows_in_json.fix": "保存账单列表接口的完整响应，一页或多页都可以。",

  "error.different_form": "{file} 的列与前面的文件不同",
  "error.different_form.cause": "只有格式相同的文件才会合并。",
  "error.different_form.fix": "单独打开它。",

  "error.same_file_twice": "{file} 已经读过",
  "error.same_file_twice.cause": "同一个文件选了两次，可能文件名不同。",
  "error.same_file_twice.fix": "无需处理：它已被忽略，不会重复计算。",

  "error.no_amount_column": "没有找到金额列",
  "error.no_amount_column.cause": "没有一列从头到尾都是数字。",
  "error.no_amount_column.fix": "指定要分账的列。",

  "error.not_an_amount": "“{column}”列没有可读的金额",
  "error.not_an_amount.cause": "第一个单元格是“{text}”，不是 38 位以内的数字。",
  "error.not_an_amount.fix": "换一列作为分账金额。",

  "error.sum_too_large": "“{column}”的合计在第 {line} 行超过 38 位",
  "error.sum_too_large.cause": "该行附近有过大的数字，例如编号落在金额列里。",
  "error.sum_too_large.fix": "在源文件中更正该单元格，或换一列。",

  "error.unknown_dimension": "这份账单没有“{dimension}”",
  "error.unknown_dimension.cause": "可以按这些维度分账：{known}。",
  "error.unknown_dimension.fix": "去掉这一层，或换一个维度。",

  "error.unknown_measure": "这份账单没有“{measure}”列",
  "error.unknown_measure.cause": "金额列有：{known}。",
  "error.unknown_measure.fix": "从中选择一列作为金额。",

  "error.unknown_profile": "没有“{profile}”这种格式",
  "error.unknown_profile.cause": "已知格式：{known}。",
  "error.unknown_profile.fix": "让页面自动识别，或指定其中一种。",

  "error.unknown_field": "没有“{field}”这个字段",
  "error.unknown_field.cause": "已知字段：{known}。",
  "error.unknown_field.fix": "在映射中使用其中一个。",

  "error.unknown_column": "文件里没有“{column}”列",
  "error.unknown_column.cause": "这份映射是为另一种表头做的。",
  "error.unknown_column.fix": "重新确认各列。",

  "error.column_not_read": "“{column}”列没有读入",
  "error.column_not_read.cause": "只保留了用到的列。",
  "error.column_not_read.fix": "带上这一列重新读取文件。",

  "error.bad_plan": "规则无效，{where}：{what}",
  "error.bad_plan.cause": "这些规则没有被采用。",
  "error.bad_plan.fix": "请改正，或撤销上一步。",

  "error.bad_profile": "格式“{profile}”无效",
  "error.bad_profile.cause": "{what}。这是本页面的缺陷。",
  "error.bad_profile.fix": "请报告这个问题。",

  "error.bad_request": "页面提出了计算核心不认识的请求",
  "error.bad_request.cause": "{what}（位置：{where}）。这是本页面的缺陷。",
  "error.bad_request.fix": "重新加载页面；如果再次出现，请报告。",

  "error.unfinished": "仍在统计各行",
  "error.unfinished.cause": "大账单分步统计；出现此提示是本页面的缺陷。",
  "error.unfinished.fix": "请再试一次；如再次出现，请反馈给我们。",

  "error.nothing_open": "没有打开的账单",
  "error.nothing_open.cause": "查询数字时账单已经关闭。",
  "error.nothing_open.fix": "重新打开账单。",

  "error.division_by_zero": "出现了除以零",
  "error.division_by_zero.cause": "总额为零时无法计算占比。",
  "error.division_by_zero.fix": "撤销上一步。",

  "error.overflow": "结果超过 38 位数字",
  "error.overflow.cause": "金额最多精确保留 38 位。",
  "error.overflow.fix": "换一列作为金额。",

  "error.out_of_memory": "内存放不下这份账单",
  "error.out_of_memory.cause": "一个页面最多可用 4 GB，而空闲内存可能不足。",
  "error.out_of_memory.fix": "按月拆分文件后打开其中一份，或关闭其他标签页。",

  "error.bill_too_large": "内存放不下 {file}",
  "error.bill_too_large.cause": "它大约需要 {needed} GB，而一个页面最多可用 {limit} GB。",
  "error.bill_too_large.fix": "按月拆分文件后打开其中一份。",

  "error.schedule_too_large": "分摊表过大",
  "error.schedule_too_large.cause": "将有 {cells} 个单元格，超出一次能显示的上限。",
  "error.schedule_too_large.fix": "请按月查看、换一个维度，或用筛选减少订单。",

  "error.bad_weights": "无法按这些权重分摊",
  "error.bad_weights.cause": "{what}。",
  "error.bad_weights.fix": "更正权重。",

  "error.incomplete_rule": "规则不完整",
  "error.incomplete_rule.cause": "“{rule}”缺少：{field}。",
  "error.incomplete_rule.fix": "请补全或删除该规则。",

  "error.name_taken": "两条规则同名",
  "error.name_taken.cause": "“{rule}”出现了两次（{field}）。",
  "error.name_taken.fix": "请为其中一条改名。",

  "error.unknown_condition": "没有“{condition}”这种条件",
  "error.unknown_condition.cause": "“{rule}”的{field}用到它。",
  "error.unknown_condition.fix":
    "请使用：is、starts、ends、contains、matches、empty、number、date；也可用 all、any、none 组合条件。",

  "error.bad_pattern": "无法理解正则表达式",
  "error.bad_pattern.cause": "“{rule}”的{field}：“{pattern}”在第 {at} 字节处有误：{what}。",
  "error.bad_pattern.fix": "请改正；不支持前后查找和反向引用。",

  "error.bad_bound": "范围的端点无法读取",
  "error.bad_bound.cause": "“{rule}”的{field}：“{text}”。",
  "error.bad_bound.fix": "请填写数字（如 12.50）或日期（如 2025-04-01）。",

  "error.empty_range": "范围的终点早于或小于起点",
  "error.empty_range.cause": "“{rule}”的{field}：从 {from} 到 {to} 之间什么也没有。",
  "error.empty_range.fix": "请对调两端。",

  "error.unfitting_field": "条件中有用不到的内容",
  "error.unfitting_field.cause": "“{rule}”的{field}：条件“{condition}”用不到它。",
  "error.unfitting_field.fix": "请删除，或改用别的条件。",

  "error.unknown_rule_dimension": "规则用到了账单中没有的维度",
  "error.unknown_rule_dimension.cause": "“{rule}”的{field}：“{dimension}”。",
  "error.unknown_rule_dimension.fix": "可用的维度：{known}。",

  "error.unknown_rule_measure": "规则的权重列不是账单中的金额列",
  "error.unknown_rule_measure.cause": "“{rule}”的{field}：“{measure}”。",
  "error.unknown_rule_measure.fix": "可用的金额列：{known}。",
  "error.rule_cycle": "规则之间循环依赖",
  "error.rule_cycle.cause": "{rules}（“{rule}”，{field}）。",
  "error.rule_cycle.fix": "请把其中一条移出循环。",
  "error.rules_too_deep": "层层依赖的维度过多",
  "error.rules_too_deep.cause": "“{rule}”，{field}：超过 {limit} 层。",
  "error.rules_too_deep.fix": "请让它改用账单自身的维度。",
  "error.listed_twice": "“{value}”列出了两次",
  "error.listed_twice.cause": "前面已经列出（{field}）。",
  "error.listed_twice.fix": "请只保留其中一条。",
  "error.rule_gives_to_source": "规则把费用分给了它自己的来源",
  "error.rule_gives_to_source.cause": "规则“{rule}”取走了“{value}”的全部费用，却又要分给它（{field}）。",
  "error.rule_gives_to_source.fix": "请把“{value}”移出目标，或缩小规则的来源。",

  "error.unknown_method": "没有“{method}”这种分摊方式",
  "error.unknown_method.cause": "“{rule}”的{field}用到它。",
  "error.unknown_method.fix": "请使用 even、fixed 或 proportional。",

  "error.bad_rule_weight": "权重不是大于等于 0 的数字",
  "error.bad_rule_weight.cause": "“{rule}”的{field}：“{weight}”。",
  "error.bad_rule_weight.fix": "请填写数字，例如 50 或 12.5。",

  "error.target_twice": "“{value}”两次作为分摊对象",
  "error.target_twice.cause": "“{rule}”的{field}。",
  "error.target_twice.fix": "请只保留其中一个。",

  "error.weights_too_long": "权重位数过多，无法计算",
  "error.weights_too_long.cause": "“{rule}”的{field}：合计超过 38 位数字。",
  "error.weights_too_long.fix": "请写得短一些：只有比例起作用。",

  "error.percentages_missing": "百分比之和不到 100",
  "error.percentages_missing.cause": "规则“{rule}”合计 {sum}，还差 {missing}。",
  "error.percentages_missing.fix": "请把剩余的 {missing} 也分配出去。",

  "error.percentages_over": "百分比之和超过 100",
  "error.percentages_over.cause": "规则“{rule}”合计 {sum}，多出 {missing}。",
  "error.percentages_over.fix": "请减去 {missing}。",

  "error.folder_dropped": "{file} 是文件夹",
  "error.folder_dropped.cause": "页面只能读取交给它的文件，不能读取整个文件夹。",
  "error.folder_dropped.fix": "打开文件夹，选中账单文件再拖入。",

  "error.file_unreadable": "无法读取 {file}",
  "error.file_unreadable.cause": "它已被移动、删除，或被其他程序占用。",
  "error.file_unreadable.fix": "确认文件还在，然后重新打开。",

  "error.file_changed": "{file} 在读取时发生了变化",
  "error.file_changed.cause": "其他程序正在写入，或下载尚未完成。",
  "error.file_changed.fix": "等到不再有程序写入后，重新打开。",

  "error.unknown_encoding": "没有“{encoding}”这种编码",
  "error.unknown_encoding.cause": "浏览器不认识这个名称。",
  "error.unknown_encoding.fix": "选择 UTF-8、GB18030 或 UTF-16 LE 等编码。",

  "error.truncated_gzip": "{file} 的压缩数据不完整",
  "error.truncated_gzip.cause": "下载没有完成。",
  "error.truncated_gzip.fix": "重新下载，并与来源核对文件大小。",

  "error.damaged_gzip": "{file} 已损坏",
  "error.damaged_gzip.cause": "解压结果与压缩时不符。",
  "error.damaged_gzip.fix": "重新下载。",

  "error.truncated_zip": "{file} 缺少末尾的目录",
  "error.truncated_zip.cause": "下载没有完成；ZIP 文件的目录在末尾。",
  "error.truncated_zip.fix": "重新下载，并与来源核对文件大小。",

  "error.damaged_zip": "{file} 中有文件已损坏",
  "error.damaged_zip.cause": "解压结果与压缩时不符。",
  "error.damaged_zip.fix": "重新下载 ZIP 文件。",

  "error.encrypted_zip": "{file} 中的 {entry} 有密码保护",
  "error.encrypted_zip.cause": "有些控制台发送的账单 ZIP 带密码。",
  "error.encrypted_zip.fix": "用密码解压后，打开其中的账单。",

  "error.unknown_packing": "{file} 中的 {entry} 使用了少见的压缩方式",
  "error.unknown_packing.cause": "压缩方式编号为 {method}；只能读取未压缩和 deflate 压缩的文件。",
  "error.unknown_packing.fix": "解压后打开其中的账单。",

  "error.zip_without_bill": "{file} 中没有账单",
  "error.zip_without_bill.cause": "里面没有 CSV、TSV、TXT 或 JSON 文件，只有：{entries}。",
  "error.zip_without_bill.fix": "把账单导出为 CSV 再打开。",

  "error.nested_archive": "{file} 中的 {entry} 也是压缩包",
  "error.nested_archive.cause": "压缩包里的压缩包不会解压。",
  "error.nested_archive.fix": "解压 {file}，打开其中的账单。",

  "error.too_many_entries": "{file} 中有 {count} 个文件",
  "error.too_many_entries.cause": "最多读取 {limit} 个。",
  "error.too_many_entries.fix": "解压后打开账单文件。",

  "error.zip_bomb": "{file} 解压后超过原大小的 {ratio} 倍",
  "error.zip_bomb.cause": "账单不会这样；这种文件是为了占满打开者的内存。",
  "error.zip_bomb.fix": "已停止读取。请询问发送者，或重新导出账单。",

  "error.unpacks_too_large": "{file} 解压后超过 {limit} GiB",
  "error.unpacks_too_large.cause": "账单非常大，或文件是为了占满打开者的内存。",
  "error.unpacks_too_large.fix": "按月拆分；如果清楚文件来源，也可以仍然解压。",

  "error.worker_died": "读取账单的程序已停止",
  "error.worker_died.cause": "{what}。多半是内存不足。",
  "error.worker_died.fix": "重新打开账单；如果再次出现，请关闭其他标签页或按月拆分文件。",

  "error.cancelled": "已停止",
  "error.cancelled.cause": "读取被停止。",
  "error.cancelled.fix": "未保留任何数据，请重新打开文件。",

  "error.nothing_dropped": "没有拖入文件",
  "error.nothing_dropped.cause": "链接或网页片段不是文件。",
  "error.nothing_dropped.fix": "先把账单保存为文件，再拖入。",

  "error.nothing_pasted": "剪贴板里没有表格",
  "error.nothing_pasted.cause": "表格要有表头，并且至少还有一行。",
  "error.nothing_pasted.fix": "在 Excel 中连同表头选中单元格，复制后再粘贴。",

  "error.no_such_currency": "这份账单没有 {currency} 的金额",
  "error.no_such_currency.cause": "这些规则是为 {currency} 的账单制定的。",
  "error.no_such_currency.fix": "请改用别的币种，或打开 {currency} 的账单。",

  "error.not_json": "这不是 JSON",
  "error.not_json.cause": "第 {line} 行第 {column} 列：{what}。",
  "error.not_json.fix": "请改正该处；在此之前规则保持不变。",

  "error.list_exists": "已有清单“{list}”",
  "error.list_exists.cause": "“名称”须与其他清单不同；原有清单保持不变。",
  "error.list_exists.fix": "请换一个名称，或编辑那份清单。",
  "error.list_without_dimension": "清单不完整",
  "error.list_without_dimension.cause": "“维度”未选择：它说明列出的是哪个维度的取值。",
  "error.list_without_dimension.fix": "请在该处选择维度。",

  "error.not_rules": "这里只写规则，{keys} 不是规则",
  "error.not_rules.cause": "规则包括 categories、roster、lists 和 shared；分账维度、筛选和视图不在其中。",
  "error.not_rules.fix": "请删除。完整的规则文件请在“分享规则”中打开。",

  "error.no_rows": "文件只有表头，没有数据行",
  "error.no_rows.cause": "导出的月份没有费用，或导出中途停止。",
  "error.no_rows.fix": "重新导出有费用的月份，再打开。",

  "error.unknown_sample": "没有名为“{name}”的示例",
  "error.unknown_sample.cause": "地址里写的示例不在本页面中。",
  "error.unknown_sample.fix": "可以试试：{known}。",

  "error.bad_link": "无法读取链接中的规则",
  "error.bad_link.cause": "# 之后的部分已损坏、被截断或过长。",
  "error.bad_link.fix": "请重新索取链接，或改用规则文件。",

  "error.no_usage": "这份账单没有用量记录",
  "error.no_usage.cause": "计量按价格计算用量：谁在何时到何时占用了多少资源。",
  "error.no_usage.fix": "请打开用量文件；最简单的文件有 {needs} 等列。",

  "error.bad_prices": "价目表无法使用",
  "error.bad_prices.cause": "第 {line} 行：{what}。",
  "error.bad_prices.fix": "请改正该行。价目表有 Resource、SubKind、Price 和 Unit 四列。",
  "error.bad_list": "名册无法使用",
  "error.bad_list.cause": "第 {line} 行：{what}。",
  "error.bad_list.fix":
    "请改正该行。账号名册有 Account、Name 和 OU 三列；责任人清单和用量清单有两列。JSON 应为对象的列表。",

  "error.no_simd": "这个浏览器无法运行读取账单的程序",
  "error.no_simd.cause": "它不支持 WebAssembly SIMD；Chrome 和 Edge 91、Firefox 89、Safari 16.4 起支持。",
  "error.no_simd.fix": "请用较新的浏览器打开本页。",

  "error.defect": "出现了不该出现的问题",
  "error.defect.cause": "这是本页面的缺陷：{message}",
  "error.defect.fix": "重新打开账单；如果再次出现，请报告。",

  "reason.not_a_number": "不是数字",
  "reason.too_many_digits": "超过 38 位数字",
  "reason.other_mark": "小数点写法与该列其他单元格不同",
  "reason.surplus_cells": "单元格比表头的列多",
  "reason.not_scheduled": "订单无法分摊",
  "reason.not_billed": "记录无法计费",
  "reason.no_price": "部分用量没有价格",

  "hint.letter_o": "应为数字处是字母 {letter}",
  "hint.letter_l": "应为数字 1 处是字母 {letter}",
  "hint.two_marks": "有两个小数点",
  "hint.words": "应为数字处是文字",
  "hint.exponent": "表格软件缩写了长数字；请重新导出，不要先用 Excel 打开",
});
