// The outline behind the map of courses, from Natural Earth (public domain): the United Kingdom, and
// the Republic of Ireland and the Isle of Man beside it. In hundredths of a degree, as
// courses/web/map_frame.py places it. Usage: node outline.js FILE
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { feature } from "topojson-client";
import { filter, filterWeight, presimplify, simplify } from "topojson-simplify";

const COUNTRIES = { uk: ["826"], beside: ["372", "833"] };
const WEST = -9;
const NORTH = 61;
// In square degrees: the least corner that is drawn, and the least island.
const CORNER = 0.0032;
const ISLAND = 0.012;

const atlas = fileURLToPath(import.meta.resolve("world-atlas/countries-10m.json"));
const world = JSON.parse(readFileSync(atlas, "utf-8"));
const wanted = Object.values(COUNTRIES).flat();
const { geometries } = world.objects.countries;
world.objects = {
  countries: {
    type: "GeometryCollection",
    geometries: geometries.filter((country) => wanted.includes(country.id)),
  },
};
const corners = simplify(presimplify(filter(world)), CORNER);
const land = filter(corners, filterWeight(corners, ISLAND));
const { features } = feature(land, land.objects.countries);

const place = ([x, y]) => [Math.round((x - WEST) * 100), Math.round((NORTH - y) * 100)];

function line(ring) {
  const [start, ...rest] = ring.slice(0, -1).map(place);
  let [x, y] = start;
  const steps = rest.map(([toX, toY]) => {
    const step = `${toX - x} ${toY - y}`;
    [x, y] = [toX, toY];
    return step;
  });
  return `M${start.join(" ")}l${steps.join(" ").replaceAll(" -", "-")}z`;
}

const rings = ({ geometry: { type, coordinates } }) =>
  (type === "Polygon" ? [coordinates] : coordinates).map(([outer]) => outer);
const paths = Object.entries(COUNTRIES).map(([id, codes]) => {
  const drawn = features.filter((country) => codes.includes(country.id)).flatMap(rings).map(line);
  return `<path id="${id}" vector-effect="non-scaling-stroke" d="${drawn.join("")}"/>`;
});
writeFileSync(
  process.argv[2],
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1100 1130">${paths.join("")}</svg>\n`,
);
