"use strict";
// Shows what stands in the page for the share that is chosen; it computes nothing.
const found = (id) => document.getElementById(id);
const { texts, lines, steps } = JSON.parse(found("steps").textContent);
const parts = ["figures", "rows", "notes"].map(found);
const planned = parts.map((part) => [...part.children]);
const slider = found("share");
const shownShare = found("shown");
const plannedShare = shownShare.textContent;

function lineLike(pattern, line) {
  const [name, ...words] = lines[line].map((text) => texts[text]);
  const made = pattern.cloneNode(true);
  made.className = name;
  words.forEach((text, at) => { made.children[at].textContent = text; });
  return made;
}

function show(shown, share) {
  parts.forEach((part, at) => part.replaceChildren(...shown[at]));
  shownShare.textContent = share;
  slider.setAttribute("aria-valuetext", share);
}

slider.addEventListener("input", () => {
  const step = steps[slider.value];
  show(step.map((part, at) => part.map((line) => lineLike(planned[at][0], line))), `${slider.value}%`);
});
found("planned").addEventListener("click", () => {
  slider.value = slider.defaultValue;
  show(planned, plannedShare);
});
slider.setAttribute("aria-valuetext", plannedShare);
found("slider").hidden = false;
