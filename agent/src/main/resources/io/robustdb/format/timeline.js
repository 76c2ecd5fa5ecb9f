"use strict";
/** What the pages that show a timeline share: colours, axes, and what is marked on it. */
const robustdbTimeline = (() => {
  const COLOURS = ["#3b7dd8", "#8e5bc7", "#2fa3b5", "#7d6a3a", "#5f6f86", "#c05fa0", "#6a8a2f", "#2b4c8c"];
  const MARKS = {
    "failed-probe": ["#d9822b", "a check failed"],
    "closed-by-guard": ["#3aa675", "the guard closed it"],
    "leak": ["#c0392b", "a leak was found"],
  };

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const axis = () => ({stroke: colour("--soft"), grid: {stroke: colour("--line"), width: 1}});

  /** Draws what the function gives each time that the chart is drawn. */
  const marksPlugin = (marks) => ({
    hooks: {
      draw: [(chart) => {
        const context = chart.ctx;
        context.save();
        for (const mark of marks()) {
          const x = Math.round(chart.valToPos(mark.millis / 1000, "x", true));
          if (MARKS[mark.what] && x >= chart.bbox.left && x <= chart.bbox.left + chart.bbox.width) {
            context.strokeStyle = MARKS[mark.what][0];
            context.lineWidth = 2;
            context.beginPath();
            context.moveTo(x, chart.bbox.top);
            context.lineTo(x, chart.bbox.top + chart.bbox.height);
            context.stroke();
          }
        }
        context.restore();
      }],
    },
  });

  /** What the marks mean, and how many there are of each. */
  const markKeys = (timeline) => {
    const counts = {};
    timeline.marks.forEach((mark) => (counts[mark.what] = (counts[mark.what] || 0) + 1));
    const keys = Object.keys(MARKS).filter((what) => counts[what]).map((what) => {
      const key = document.createElement("span");
      const box = document.createElement("i");
      box.style.background = MARKS[what][0];
      key.append(box, document.createTextNode(MARKS[what][1] + " (" + counts[what] + ")"));
      return key;
    });
    if (timeline.marksLeftOut > 0) {
      const more = document.createElement("span");
      more.textContent = timeline.marksLeftOut + " more are not marked";
      keys.push(more);
    }
    return keys;
  };

  return {COLOURS, axis, marksPlugin, markKeys};
})();
