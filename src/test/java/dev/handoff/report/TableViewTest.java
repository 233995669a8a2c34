package dev.handoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class TableViewTest {
    private static Table totals() {
        var seconds = DoubleColumn.create("time (s)", new Double[] {1.25, null});
        seconds.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(1));
        return Table.create("Totals <b>&amp;</b>")
                .addColumns(StringColumn.create("<i>arm</i>", "light \"1\"", "<script>"), seconds);
    }

    @Test
    void html_has_caption_alignment_and_no_foreign_markup() {
        assertThat(new TableView(totals()).html()).isEqualTo("""
                        <table style="border-collapse:collapse;color:inherit;font-variant-numeric:tabular-nums">
                        <caption style="text-align:left;padding:.25em .75em;color:inherit;font-weight:bold">Totals &lt;b&gt;&amp;amp;&lt;/b&gt;</caption>
                        <thead><tr style="border-bottom:1px solid rgba(128,128,128,.4)">\
                        <th style="text-align:left;padding:.25em .75em;white-space:nowrap">&lt;i&gt;arm&lt;/i&gt;</th>\
                        <th style="text-align:right;padding:.25em .75em;white-space:nowrap">time (s)</th></tr></thead>
                        <tbody>
                        <tr style="border-bottom:1px solid rgba(128,128,128,.4)">\
                        <td style="text-align:left;padding:.25em .75em;white-space:nowrap">light &quot;1&quot;</td>\
                        <td style="text-align:right;padding:.25em .75em;white-space:nowrap">1.2</td></tr>
                        <tr style="border-bottom:1px solid rgba(128,128,128,.4)">\
                        <td style="text-align:left;padding:.25em .75em;white-space:nowrap">&lt;script&gt;</td>\
                        <td style="text-align:right;padding:.25em .75em;white-space:nowrap">–</td></tr>
                        </tbody>
                        </table>""");
    }

    @Test
    void text_has_the_same_in_columns() {
        assertThat(new TableView(totals()).text()).isEqualTo("""
                        Totals <b>&amp;</b>
                        <i>arm</i>  time (s)
                        ----------  --------
                        light "1"        1.2
                        <script>           –""");
    }

    @Test
    void a_table_without_name_has_no_caption() {
        var view = new TableView(Table.create(IntColumn.create("n", new int[] {1})));

        assertThat(view.html()).doesNotContain("<caption");
        assertThat(view.text()).isEqualTo("n\n-\n1");
    }

    @Test
    void a_line_break_does_not_break_a_row() {
        var view = new TableView(Table.create(StringColumn.create("a\nb", "c\r\nd")));

        assertThat(view.text()).isEqualTo("a b\n---\nc d");
    }

    @Test
    void twenty_rows_are_shown_whole() {
        var view = new TableView(numbers(20));

        assertThat(view.html()).contains(">20</td>").doesNotContain("showing");
        assertThat(view.text()).endsWith("\n20");
    }

    @Test
    void one_more_is_cut_and_counted() {
        var view = new TableView(numbers(21));

        assertThat(view.html()).doesNotContain(">21</td>").contains("showing 20 of 21 rows");
        assertThat(view.text()).endsWith("\n20\nshowing 20 of 21 rows");
        assertThat(TableView.whole(numbers(21)).text()).endsWith("\n20\n21");
    }

    @Test
    void of_more_rows_the_first_are_shown_and_all_are_counted() {
        var view = new TableView(numbers(1600));

        assertThat(view.html()).contains(">20</td>").doesNotContain(">21</td>").endsWith("""
                        <tfoot><tr><td colspan="1" style="text-align:left;padding:.25em .75em">showing 20 of 1,600 rows</td></tr></tfoot>
                        </table>""");
        assertThat(view.text()).endsWith("\n20\nshowing 20 of 1,600 rows");
    }

    @Test
    void a_table_without_rows_shows_its_columns() {
        assertThat(new TableView(Table.create("empty").addColumns(IntColumn.create("n"))).text())
                .isEqualTo("empty\nn\n-");
    }

    private static Table numbers(int rows) {
        return Table.create(IntColumn.create("n", IntStream.rangeClosed(1, rows).toArray()));
    }
}
