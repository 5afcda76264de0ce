/** The look of the report: ink on paper or chalk on slate, colour for state only, and a page that prints. */

export const style = `
:root{color-scheme:light dark;--paper:#fcfcfa;--ink:#1c2126;--quiet:#555e68;--line:#d6d8da;--soft:#f2f2ee;--mark:#e9e9e3;
--blocker:#a3211b;--warning:#7d5100;--good:#1c6638;--link:#1d4d8c}
@media (prefers-color-scheme:dark){:root{--paper:#14181c;--ink:#e3e6e9;--quiet:#a3acb6;--line:#363d45;--soft:#1b2026;--mark:#262c33;
--blocker:#ff9088;--warning:#e6b450;--good:#74cf98;--link:#8fbaf2}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 "Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100vw;top:0;background:var(--paper);padding:.5rem 1rem;z-index:1}
.skip:focus{left:0}
header,main,footer{max-width:76rem;margin:0 auto;padding:0 2rem}
header{padding-top:2.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0;letter-spacing:-.01em}
.kind{color:var(--quiet);margin:.2rem 0 1.2rem}
h2{font-size:1.25rem;margin:3rem 0 .8rem;padding-top:.6rem;border-top:2px solid var(--ink)}
h3{font-size:1rem;margin:1.8rem 0 .5rem}
h4{font-size:.95rem;margin:1.1rem 0 .3rem}
p{margin:0 0 .6rem}p:last-child,ul:last-child,ol:last-child{margin-bottom:0}
ul,ol{margin:0 0 .6rem;padding-left:1.2rem}
.lead{max-width:46rem;margin-bottom:1.1rem}.muted,.quiet{color:var(--quiet)}
code,pre,.id,.place{font-family:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0 0 .6rem}
.id{white-space:nowrap}.id .id,.id .state{font-size:1em}.heading{font-weight:600}
.hash{overflow-wrap:anywhere}
.state{white-space:nowrap}.blocker{color:var(--blocker)}.warning{color:var(--warning)}.good{color:var(--good)}.note{color:var(--quiet)}
dl{margin:0 0 1rem;display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.5rem 2rem}
dl div{min-width:0}dt{color:var(--quiet);font-size:.85rem}dd{margin:0}
.notice{border-left:3px solid var(--ink);padding:.1rem 0 .1rem .9rem;margin:0 0 1rem;max-width:52rem}
nav.contents{margin:1.5rem 0 0}
nav.contents ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}
nav.contents span{color:var(--quiet);margin-left:.35em}
.scroll{overflow-x:auto;margin:0 0 1.2rem}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.45}
caption{text-align:left;color:var(--quiet);padding:0 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:600;border-bottom-color:var(--ink);white-space:nowrap}
tbody th{font-weight:400}
table.aligned{table-layout:fixed;min-width:66rem}.aligned td.wide{min-width:0}.aligned thead th{white-space:normal}.aligned td.id,.aligned td .id{white-space:normal;overflow-wrap:anywhere}
td.wide{min-width:20rem}td.number,th.number{text-align:right}
td ul{padding-left:1rem}
tr:target,article:target,details:target,li:target{background:var(--mark)}
details>summary{cursor:pointer}
details[open]>summary{margin-bottom:.4rem}
summary::marker{color:var(--quiet)}
.problem{padding:.7rem 0;border-bottom:1px solid var(--line);display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:0 1rem}
.problem p{margin:0 0 .2rem}.problem .id{white-space:normal;overflow-wrap:anywhere}.problem-more{padding:.4rem 0 .6rem 8.5rem}.problem .meta{color:var(--quiet);font-size:.92em}
.problem .do::before{content:"→ ";color:var(--quiet)}
.tree{list-style:none;padding:0;margin:0}.tree .tree{padding-left:1.3rem;border-left:1px solid var(--line);margin:.3rem 0 .6rem .3rem}
.tree li{margin:.25rem 0}
.group{border-bottom:1px solid var(--line);padding:.35rem 0}
.group>summary{display:grid;grid-template-columns:.8rem 5.5rem 9.5rem minmax(0,1fr);gap:0 .8rem}
.group>summary::before{content:"▸";color:var(--quiet)}.group[open]>summary::before{content:"▾"}
.group>summary::-webkit-details-marker{display:none}.group>summary{list-style:none}
.group>summary:hover .id{text-decoration:underline}
.group[open]{padding-bottom:.9rem}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
/* The plumb line: what holds a phase up hangs left of it, what deserves a look hangs right. */
.plumb{list-style:none;margin:1.5rem 0;padding:0}
.plumb>li{display:grid;grid-template-columns:minmax(11rem,16rem) 8.5rem 1.1rem 8.5rem minmax(0,1fr);align-items:start;gap:0;min-height:3.6rem}
.plumb .name{font-weight:600;padding-right:1rem}.plumb .role{display:block;font-weight:400;color:var(--quiet);font-size:.88rem}
.plumb .line{align-self:stretch;position:relative;display:flex;justify-content:center}
.plumb .line::before{content:"";position:absolute;top:0;bottom:0;left:50%;border-left:1.5px solid var(--ink)}
.plumb>li:first-child .line::before{top:-.9rem}
.plumb>li:last-child .line::before{bottom:auto;height:.9rem}
.plumb .bob{position:relative;background:var(--paper);line-height:1.5;height:1.5em}
.plumb .off{display:flex;align-items:center;height:1.5em;white-space:nowrap;gap:.35rem}
.plumb .off.left{justify-content:flex-end}
.plumb .off i{display:block;height:1.5px;width:calc(.9rem + var(--n)*2px);background:currentColor}
.plumb .items{font-size:.92rem;padding-bottom:1rem}.plumb .items ul{list-style:none;padding:0;margin:0}
.legend{color:var(--quiet);font-size:.9rem}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:3rem;color:var(--quiet);font-size:.9rem}
@media (max-width:50rem){header,main,footer{padding-left:1rem;padding-right:1rem}header{padding-top:1.5rem}
h1{font-size:1.4rem}
.plumb>li{grid-template-columns:3.9rem 1.1rem minmax(0,1fr);grid-template-areas:"left line name" ". line right" ". line items";min-height:0}
.plumb .name{grid-area:name;padding:0 0 .2rem .5rem}.plumb .items{grid-area:items;padding:0 0 1.3rem .5rem}
.plumb .line{grid-area:line}.plumb .left{grid-area:left}.plumb .right{grid-area:right}.plumb .right:empty{display:none}
.plumb .off i{width:calc(.4rem + var(--n)*.5px)}
.problem{grid-template-columns:minmax(0,1fr)}.problem-more{padding-left:0}.group>summary{grid-template-columns:.8rem 5rem minmax(0,1fr)}.group>summary>:nth-child(3){grid-column:2/-1}
dl{grid-template-columns:minmax(0,1fr)}}
@media print{:root{--paper:#fff;--ink:#000;--quiet:#444;--line:#bbb;--soft:#fff;--mark:#fff;--blocker:#8a1510;--warning:#614000;--good:#134c29;--link:#000}
@page{size:A4;margin:16mm 14mm}
body{font-size:9.5pt}table{font-size:8pt}header,main,footer{max-width:none;padding:0}
nav.contents,.skip{display:none}.scroll{overflow:visible}td.wide,table.aligned{min-width:0}.group>summary::before{content:none}
h2{break-before:page}h2.first,h2:first-of-type{break-before:auto}h2,h3,h4,caption{break-after:avoid}
thead{display:table-header-group}tr,.problem,.plumb>li{break-inside:avoid}
a{text-decoration:none}.id{white-space:normal}
details::details-content{display:block;content-visibility:visible;height:auto}}
`;
