import type { Html } from './html.ts'

/** The look of the page: light and dark, wide and narrow, and on paper. */
export const STYLE: Html = {
  text: `
:root{color-scheme:light dark;--ground:#fff;--raised:#f5f7fa;--text:#1b2330;--quiet:#5b6675;--rule:#dde3ea;--grid:#edf0f4;
--read:#2563c9;--write:#9a4cc7;--failed:#c3312f;--waiting:#8a95a3;--line:#7d8896;--mark:#fff4cf;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
@media (prefers-color-scheme:dark){:root{--ground:#12161c;--raised:#1a2029;--text:#e3e8ef;--quiet:#98a4b3;--rule:#2b333f;--grid:#212832;
--read:#6ea3f7;--write:#c58af0;--failed:#f2817c;--waiting:#7d8998;--line:#8793a2;--mark:#3b3415}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:90rem;padding:2rem clamp(1rem,3vw,3rem);background:var(--ground);color:var(--text);font:15px/1.5 var(--sans)}
h1{margin:0;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
h2{margin:0 0 .5rem;font-size:1rem}
code,pre{font-family:var(--mono);font-size:.9em}
a{color:var(--read);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--read);outline-offset:2px;border-radius:3px}
.verdict{margin:.5rem 0 1.5rem;max-width:60rem;font-size:1.05rem}
.totals{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:1px;margin:0 0 2rem;overflow:hidden;border:1px solid var(--rule);border-radius:8px;background:var(--rule)}
.totals div{padding:.75rem 1rem;background:var(--raised)}
.totals dt{color:var(--quiet);font-size:.8rem}
.totals dd{margin:0}
.totals b{display:block;font-size:1.3rem;font-weight:600;font-variant-numeric:tabular-nums}
.totals small{color:var(--quiet);line-height:1.3;display:block}
.repeated{margin:0 0 2rem;padding:1rem;border:1px solid var(--rule);border-left:4px solid var(--write);border-radius:8px}
.repeated ul{margin:0;padding:0;list-style:none}
.repeated li{overflow-wrap:anywhere}
.repeated li+li{margin-top:.5rem}
.chart{overflow-x:auto}
table{width:100%;min-width:46rem;border-collapse:collapse;table-layout:fixed}
caption{padding-bottom:.75rem;text-align:left;font-weight:600}
.legend{margin-left:1rem;color:var(--quiet);font-weight:400;font-size:.85rem}
.legend i{display:inline-block;width:1.1rem;height:.65rem;margin-left:.75rem;border-radius:2px}
th,td{padding:.3rem .5rem;text-align:left;vertical-align:top;font-weight:400}
th:nth-child(1){width:3rem}th:nth-child(2){width:32%}th:nth-child(3){width:4rem}th:nth-child(4){width:4.5rem}th:nth-child(5){width:5.5rem}
thead th{position:sticky;top:0;z-index:2;border-bottom:1px solid var(--rule);background:var(--ground);color:var(--quiet);font-size:.8rem}
tbody th{color:var(--quiet);font-variant-numeric:tabular-nums}
tbody tr{border-bottom:1px solid var(--grid)}
tbody tr:hover{background:var(--raised)}
tbody tr:target{background:var(--mark)}
tbody tr.chained th{box-shadow:inset 3px 0 var(--line)}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
summary{overflow:hidden;cursor:pointer;font-family:var(--mono);font-size:.87em;line-height:1.7;text-overflow:ellipsis;white-space:nowrap}
details[open] summary{overflow:visible;white-space:normal;overflow-wrap:anywhere}
details pre{margin:.5rem 0;padding:.75rem;border-radius:6px;background:var(--raised);white-space:pre-wrap;overflow-wrap:anywhere}
details p{margin:.25rem 0 .5rem;color:var(--quiet);font-size:.85rem}
details .error{color:var(--failed);white-space:pre-wrap;overflow-wrap:anywhere}
mark{padding:0 .35em;border:1px solid var(--failed);border-radius:3px;background:none;color:var(--failed);font-family:var(--sans)}
th.axis{position:sticky;padding:.3rem 0}
.axis .name{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.axis span:not(.name){position:absolute;bottom:.3rem;padding-left:.25rem;border-left:1px solid var(--rule);font-variant-numeric:tabular-nums;white-space:nowrap}
.axis span:last-child:not(.name){padding-right:0}
td.bars{position:relative;height:2.1rem;padding:0}
.bars div{position:absolute;inset:0;background:linear-gradient(to right,var(--grid) 1px,transparent 1px) 0 0/var(--tick) 100%}
.bars i{position:absolute}
.bars i:not(.line){top:.6rem;height:.9rem;min-width:3px;border-radius:2px}
.read{background:var(--read)}
.write{background:var(--write)}
.failed{background:repeating-linear-gradient(90deg,var(--failed) 0 5px,transparent 5px 7px)}
.waiting{border:1px solid var(--waiting);background:repeating-linear-gradient(135deg,var(--waiting) 0 2px,transparent 2px 6px)}
.line{border:0 solid var(--line)}
.bars .line{z-index:1;pointer-events:none}
.line.start{top:1.05rem;bottom:-1px;border-left-width:1px}
.line.pass{top:0;bottom:-1px;border-left-width:1px}
.line.end{top:0;height:1.05rem;border-left-width:1px;border-bottom-width:1px;border-bottom-left-radius:4px}
.legend .line{border-width:0 0 1px 1px;border-bottom-left-radius:4px}
.legend .chain{width:3px;height:.9rem;border-radius:0;background:var(--line);vertical-align:middle}
footer{margin-top:2rem;color:var(--quiet);font-size:.85rem;max-width:60rem}
@media print{body{max-width:none;padding:0}details::details-content{content-visibility:visible}}
`,
}
