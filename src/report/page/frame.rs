//! The page around its parts: one file, no script, no network.

use super::html::escape;

/// What the page may load: its own styles and images written into it, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                      form-action 'none'";

/// Sizes in rem and widths in characters, so that the page holds at twice the size.
const STYLE: &str = "
:root { color-scheme: light; }
body { font: 1.0625rem/1.55 Arial, Helvetica, 'Liberation Sans', sans-serif; color: #222; background: #fff; margin: 0; }
main, header, footer, nav { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
p, li, figcaption { max-width: 46rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 1.5rem 0 .5rem; color: #12436d; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 2.75rem 0 .75rem; padding-top: .75rem; border-top: 2px solid #12436d; }
h3 { font-size: 1.12rem; line-height: 1.3; margin: 1.5rem 0 .5rem; }
a { color: #12436d; } a:focus, summary:focus, .table:focus, .chart:focus { outline: 3px solid #f46a25; outline-offset: 2px; }
.question { font-size: 1.15rem; }
.warning { border-left: .4rem solid #801650; padding: .4rem .9rem; background: #f7f1f4; }
.headline { font-size: 1.3rem; line-height: 1.4; font-weight: 700; }
figure { margin: 0 0 2.5rem; }
.chart svg { display: block; width: 100%; height: auto; border: 1px solid #d0d0d0; }
figcaption { margin: .6rem 0; }
details { margin: .5rem 0; } summary { cursor: pointer; padding: .25rem 0; color: #12436d; text-decoration: underline; }
.table { overflow-x: auto; }
figure .table { max-height: 32rem; overflow-y: auto; }
table { border-collapse: collapse; font-size: .9375rem; margin: .5rem 0 1rem; }
caption { text-align: left; font-weight: 700; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid #d0d0d0; }
thead th { border-bottom: 2px solid #3d3d3d; } tbody th { font-weight: 400; min-width: 8rem; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre { font-family: 'Liberation Mono', Consolas, monospace; font-size: .92em; overflow-wrap: anywhere; }
pre { background: #f2f2f2; padding: .7rem .9rem; overflow-x: auto; }
nav ul { columns: 2; padding-left: 1.2rem; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem; border-top: 2px solid #3d3d3d; font-size: .9375rem; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: .5rem; background: #fff; padding: .5rem; }
@media (max-width: 40rem) { nav ul { columns: 1; } .chart { overflow-x: auto; } .chart svg { min-width: 40rem; } }
@media print {
  body { font-size: 10pt; } nav, .skip, .download { display: none; }
  main, header, footer { max-width: none; padding: 0; } .table, figure .table { max-height: none; overflow: visible; }
  figure, table, .warning { break-inside: avoid; } h2, h3 { break-after: avoid; } a { color: inherit; text-decoration: none; }
}
";

/// The whole page from its parts.
pub(super) fn frame(
    title: &str,
    summary: &str,
    header: &str,
    contents: &str,
    main: &str,
    footer: &str,
) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"description\" content=\"{}\">\n<title>{} - grip</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the figures</a>\n\
         <header>\n{header}</header>\n<nav aria-label=\"On this page\">\n{contents}</nav>\n\
         <main id=\"main\">\n{main}</main>\n<footer>\n{footer}</footer>\n</body>\n</html>\n",
        escape(summary),
        escape(title),
    )
}
