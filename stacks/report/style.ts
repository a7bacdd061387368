/** The report's style sheet: system fonts, one accent, light and dark by the reader's preference, light on paper. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--raised:#f4f6f9;--ink:#16202e;--soft:#526075;--line:#d5dce6;--accent:#1d4f91;--good:#1a6f44;--warn:#8a5a00;--bad:#b3261e;--good-tint:#e7f4ec;--warn-tint:#fbf1dc;--bad-tint:#fbe9e7;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{--paper:#11161d;--raised:#19202a;--ink:#e4e9f0;--soft:#9dabbd;--line:#2c3644;--accent:#8fb8f2;--good:#74cf9b;--warn:#e2b45c;--bad:#f48e85;--good-tint:#17301f;--warn-tint:#33290f;--bad-tint:#3a1c1a}
svg.topo{background:transparent}.topo .topo-paper{fill:none}.topo .topo-area{fill:#19202a;stroke:#303b4a}.topo .topo-area-title,.topo .topo-text,.topo .topo-role{fill:#a9b6c7}.topo .topo-card{fill:#11161d;stroke:#3b4859}.topo .topo-card-hub{stroke:#a9b6c7}.topo .topo-title{fill:#eef2f7}.topo .topo-halo{stroke:#19202a}.topo .topo-ground{fill:#19202a}.topo .topo-border{fill:#11161d}
.topo .topo-wire.topo-remote-write,.topo .topo-border.topo-remote-write{stroke:#5cc9bb}.topo .topo-label.topo-remote-write,.topo .topo-arrow.topo-remote-write{fill:#5cc9bb}
.topo .topo-wire.topo-private-link,.topo .topo-border.topo-private-link{stroke:#9fb0c6}.topo .topo-label.topo-private-link,.topo .topo-arrow.topo-private-link{fill:#9fb0c6}
.topo .topo-wire.topo-replication,.topo .topo-border.topo-replication{stroke:#a8adf5}.topo .topo-label.topo-replication,.topo .topo-arrow.topo-replication{fill:#a8adf5}
.topo .topo-wire.topo-stack-reference,.topo .topo-border.topo-stack-reference{stroke:#dcb05f}.topo .topo-label.topo-stack-reference,.topo .topo-arrow.topo-stack-reference{fill:#dcb05f}}
*{box-sizing:border-box}
html{scroll-padding-top:64px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,.top,footer{max-width:1120px;margin:0 auto;padding:0 24px}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-9999px}.skip:focus{left:16px;top:8px;background:var(--paper);padding:6px 10px;z-index:3}
h1{font-size:27px;line-height:1.2;letter-spacing:-.01em;margin:36px 0 4px}
h2{font-size:20px;line-height:1.3;margin:52px 0 12px;padding-top:20px;border-top:1px solid var(--line)}
main>h2:first-child{border-top:0;margin-top:18px}
h3{font-size:16px;margin:28px 0 8px}
h4{font-size:14px;margin:22px 0 6px}
p{margin:6px 0;max-width:78ch}
.soft{color:var(--soft)}.small{font-size:13px}
code,pre,.mono{font-family:var(--mono);font-size:.88em}
code{overflow-wrap:anywhere}
.verdict{font-size:17px;margin:14px 0 0;max-width:none}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(132px,1fr));gap:10px;margin:20px 0 0;padding:0;list-style:none}
.tiles li{border:1px solid var(--line);border-radius:10px;padding:11px 12px;min-width:0}
.tiles a{color:inherit;text-decoration:none;display:block}.tiles a:hover .tile-name{text-decoration:underline}
.tile-name{display:block;font-size:12.5px;color:var(--soft)}
.tile-number{display:block;font-size:25px;font-weight:620;line-height:1.25;font-variant-numeric:tabular-nums}
.tile-note{display:block;font-size:12.5px;color:var(--soft)}
.is-good .tile-number{color:var(--good)}.is-warn .tile-number{color:var(--warn)}.is-bad .tile-number{color:var(--bad)}
nav{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);margin-top:24px}
nav>div{max-width:1120px;margin:0 auto;padding:9px 24px;display:flex;flex-wrap:wrap;gap:4px 18px;align-items:center}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0;list-style:none;font-size:14px}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
nav form{margin-left:auto;display:flex;align-items:center;gap:10px;font-size:13px}
nav form[hidden]{display:none}
input[type=search]{font:inherit;font-size:14px;color:inherit;background:var(--raised);border:1px solid var(--line);border-radius:7px;padding:4px 10px;width:180px;max-width:100%}
figure{margin:16px 0 0}
figure .scroll{overflow-x:auto}
figure svg{display:block;width:100%;max-width:900px;min-width:640px;height:auto;margin:0 auto}
figcaption{color:var(--soft);font-size:13px;margin-top:6px}
.table{overflow-x:auto;margin:8px 0 0}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;color:var(--soft);font-size:13px;padding:0 0 6px}
th,td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{font-size:12.5px;font-weight:600;color:var(--soft);white-space:nowrap}
tbody th{font-weight:550}
.keep,.keep code{white-space:nowrap;overflow-wrap:normal}
.controls{table-layout:fixed;min-width:520px}.controls th:first-child{width:24%}.controls th:nth-child(2){width:38%}.controls th:nth-child(3){width:14%}
.bound tbody th::first-letter{text-transform:uppercase}.bound td:last-child{min-width:260px}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.badge{display:inline-block;font-size:12px;line-height:1.5;padding:0 8px;border-radius:9px;border:1px solid var(--line);color:var(--soft);white-space:nowrap;font-weight:500}
.badge.good{color:var(--good);background:var(--good-tint);border-color:transparent}
.badge.warn{color:var(--warn);background:var(--warn-tint);border-color:transparent}
.badge.bad{color:var(--bad);background:var(--bad-tint);border-color:transparent}
.finding{border:1px solid var(--line);border-left:4px solid var(--warn);border-radius:8px;padding:12px 16px;margin:10px 0}
.finding.mandatory{border-left-color:var(--bad)}
.finding h3{margin:0 0 4px;font-size:15px}
.finding p{margin:4px 0}
.region-head{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin:40px 0 8px}
.region-head h3{margin:0;font-size:19px}
dl.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:10px 24px;margin:12px 0 14px}
dl.facts dt,dl.parts dt{font-size:12.5px;color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}dl.facts dd span{display:inline-block;max-width:100%}
.sub{border:1px solid var(--line);border-radius:9px;margin:14px 0 0}
.sub>summary{padding:9px 14px;font-weight:600;font-size:14.5px}
.sub>.body{padding:2px 14px 14px}
summary{cursor:pointer}
summary:hover{background:var(--raised)}
.tree,.tree ul{list-style:none;margin:0;padding:0}
.tree ul{margin-left:7px;padding-left:14px;border-left:1px solid var(--line)}
.tree summary,.tree .leaf>summary{padding:2px 6px;border-radius:5px;font-size:14px}
.tree .kind{color:var(--soft);font-weight:400;margin-left:8px;font-size:13px}
.tree .component>summary{font-weight:550}
.tree .count{color:var(--soft);font-weight:400;font-size:13px;margin-left:8px}
.tree .detail{margin:4px 0 10px 20px;padding:10px 14px;background:var(--raised);border-radius:8px;font-size:13px}
dl.parts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:3px 16px;margin:0}
dl.parts dd{margin:0;overflow-wrap:anywhere}
pre{margin:8px 0 0;white-space:pre-wrap;overflow-wrap:anywhere;font-size:12.5px;line-height:1.45}
.op{display:inline-block;width:1.1em;font-family:var(--mono);font-weight:700;color:var(--soft)}
.op.create{color:var(--good)}.op.update,.op.replace{color:var(--warn)}.op.delete{color:var(--bad)}
.columns{columns:2;column-gap:32px;font-size:14px;margin:0;padding:0;list-style:none}
.columns li{display:flex;justify-content:space-between;gap:12px;padding:3px 0;border-bottom:1px solid var(--line);break-inside:avoid}
.no-match{display:none!important}
footer{color:var(--soft);font-size:13px;padding-top:20px;padding-bottom:40px;margin-top:56px}
@media (max-width:720px){main,.top,footer,nav>div{padding-left:16px;padding-right:16px}.columns{columns:1}nav{position:static}dl.facts{grid-template-columns:repeat(auto-fill,minmax(150px,1fr))}nav form{margin-left:0;width:100%}input[type=search]{flex:1}.tiles{grid-template-columns:repeat(2,1fr)}dl.parts{grid-template-columns:minmax(0,1fr)}dl.parts dd{margin-bottom:4px}}
@media print{body{font-size:10.5pt}h3,h4,caption{break-after:avoid}nav,.skip{display:none}main,.top,footer{max-width:none;padding:0}h2{break-after:avoid;margin-top:28px}.tiles li,.finding,tr,figure{break-inside:avoid}figure svg{min-width:0;max-width:100%}.table{overflow:visible}a{color:inherit;text-decoration:none}}
`;
