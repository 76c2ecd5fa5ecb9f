"use strict";
(() => {
  const PAGE = 100;
  const {COLOURS, axis, marksPlugin, markKeys} = robustdbTimeline;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  let matching = [];
  let shown = 0;

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    made.textContent = text === undefined ? "" : text;
    made.className = kind || "";
    return made;
  };

  const showHead = () => {
    byId("headline").textContent = data.headline;
    byId("jvm").textContent = (data.main || "a JVM") + ", process " + data.pid + ", Java " + data.java
        + ", from " + new Date(data.started).toLocaleString() + " to " + new Date(data.ended).toLocaleString()
        + (data.complete ? "" : "; incomplete");
    byId("limits").replaceChildren(...data.limits.map((limit) => element("li", limit)));
    byId("totals").replaceChildren(...data.totals.map((total) => {
      const card = element("div", undefined, "card");
      card.append(element("b", total.opened), element("span", total.kind + "s opened"), element("br"),
          element("span", total.open + " open, " + total.closedByGuard + " closed by the guard", "soft"));
      return card;
    }));
  };

  const body = (finding) => {
    const made = element("div", undefined, "body");
    made.append(element("pre", finding.details.join("\n")));
    if (finding.source) {
      made.append(element("p", finding.source.path + ":" + finding.source.line, "soft"));
      const code = element("pre", undefined, "source");
      finding.source.lines.forEach((line, index) => {
        const number = finding.source.first + index;
        code.append(element("span", String(number).padStart(5) + "  " + line + "\n",
            number === finding.source.line ? "hit" : ""));
      });
      made.append(code);
    }
    if (finding.stack.length > 0) {
      made.append(element("pre", finding.stack.map((frame) => "at " + frame).join("\n")));
    }
    return made;
  };

  const row = (finding) => {
    const made = element("details");
    const summary = element("summary");
    const grave = finding.verdict === "after-failed-probe" || finding.verdict === "abandoned";
    summary.append(element("span", finding.verdict, grave ? "tag grave" : "tag"));
    summary.append(document.createTextNode(finding.title));
    summary.append(element("span", finding.site || "", "site"));
    made.append(summary);
    made.addEventListener("toggle", () => {
      if (made.open && made.children.length === 1) {
        made.append(body(finding));
      }
    });
    return made;
  };

  const showMore = () => {
    const next = matching.slice(shown, shown + PAGE);
    byId("findings").append(...next.map(row));
    shown += next.length;
    byId("more").hidden = shown >= matching.length;
    byId("shown").textContent = data.findings.length === 0 ? "There is nothing to find fault with."
        : matching.length + " of " + data.findings.length + " findings"
        + (shown < matching.length ? ", the first " + shown + " shown" : "");
  };

  const textOf = (finding) => {
    if (finding.text === undefined) {
      finding.text = [finding.title, finding.site || "", ...finding.details, ...finding.stack].join("\n").toLowerCase();
    }
    return finding.text;
  };

  const filter = () => {
    const words = byId("search").value.toLowerCase().split(" ").filter((word) => word !== "");
    const verdict = byId("verdict").value;
    const resource = byId("resource").value;
    matching = data.findings.filter((finding) =>
        (verdict === "" || finding.verdict === verdict)
        && (resource === "" || finding.resource === resource)
        && words.every((word) => textOf(finding).includes(word)));
    shown = 0;
    byId("findings").replaceChildren();
    showMore();
  };

  const fill = (id, key) => {
    for (const value of [...new Set(data.findings.map((finding) => finding[key]))].sort()) {
      byId(id).append(element("option", value));
    }
  };

  const drawOpen = (timeline) => {
    const there = (count) => (count < 0 ? null : count);
    const lines = [{label: "connections", values: timeline.connections},
      ...timeline.pools.map((pool) => ({label: pool.name, values: pool.checkouts.map(there)}))];
    const series = lines.map((line, index) => ({
      label: line.label,
      stroke: COLOURS[index % COLOURS.length],
      width: 2,
      dash: index === 0 ? [6, 4] : [],
    }));
    const times = timeline.millis.map((millis) => millis / 1000);
    const ends = timeline.marks.map((mark) => mark.millis / 1000).concat(times);
    byId("chart").replaceChildren();
    return new uPlot({
      width: byId("chart").clientWidth,
      height: 240,
      scales: {
        x: {range: () => [Math.min(...ends) - 0.5, Math.max(...ends) + 0.5]},
        y: {range: (self, least, most) => [0, Math.max(1, most || 0)]},
      },
      axes: [axis(), {...axis(), incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]}],
      series: [{}, ...series],
      plugins: [marksPlugin(() => timeline.marks)],
    }, [times, ...lines.map((line) => line.values)], byId("chart"));
  };

  const boundWords = (millis) => (millis < 60000 ? millis / 1000 + " s" : millis / 60000 + " min");

  const drawHeld = (timeline) => {
    const bounds = timeline.heldBoundsMillis;
    const names = [...bounds.map((bound) => "≤ " + boundWords(bound)), "longer"];
    const sums = names.map((name, index) =>
        timeline.pools.reduce((sum, pool) => sum + (pool.held[index] || 0), 0));
    byId("held").replaceChildren();
    return new uPlot({
      width: byId("held").clientWidth,
      height: 200,
      legend: {show: false},
      scales: {
        x: {time: false, range: () => [-0.6, names.length - 0.4]},
        y: {range: (self, least, most) => [0, Math.max(1, most || 0)]},
      },
      axes: [{...axis(), splits: () => names.map((name, index) => index), values: () => names},
        {...axis(), size: 70, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6, 1e7]}],
      series: [{}, {label: "checkouts", stroke: COLOURS[0], fill: COLOURS[0] + "66", paths: uPlot.paths.bars({size: [0.7, 80]}), points: {show: false}}],
    }, [names.map((name, index) => index), sums], byId("held"));
  };

  const showOverTime = () => {
    const timeline = data.timeline;
    if (!timeline || timeline.millis.length === 0) {
      return;
    }
    byId("over-time").hidden = false;
    byId("marks").replaceChildren(...markKeys(timeline));
    const draw = () => {
      drawOpen(timeline);
      drawHeld(timeline);
    };
    draw();
    addEventListener("resize", draw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  };

  showHead();
  fill("verdict", "verdict");
  fill("resource", "resource");
  byId("search").addEventListener("input", filter);
  byId("verdict").addEventListener("change", filter);
  byId("resource").addEventListener("change", filter);
  byId("more").addEventListener("click", showMore);
  filter();
  showOverTime();
})();
