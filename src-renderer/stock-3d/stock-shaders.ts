/** Height of the block at a place of the texture, both faces of it and the cut through it share. */
const SHARED = `
uniform sampler2D heights;
uniform vec4 field; // least X, least Y, cell, columns
uniform float rows;
float heightAt(vec2 placeMm) {
  vec2 cell = (placeMm - field.xy) / field.z;
  ivec2 at = ivec2(clamp(cell + 0.5, vec2(0.0), vec2(field.w - 1.0, rows - 1.0)));
  return texelFetch(heights, at, 0).r;
}`

/** The carved top: every vertex at the height of its cell. */
export const TOP_VERTEX = `${SHARED}
varying vec3 placeMm;
void main() {
  placeMm = vec3(position.xy, heightAt(position.xy));
  gl_Position = projectionMatrix * modelViewMatrix * vec4(placeMm, 1.0);
}`

/** Wood that darkens with depth, lit from the player's side. */
export const TOP_FRAGMENT = `
uniform float sectionY;
uniform float deepest;
uniform vec3 wood;
uniform vec3 floorColour;
varying vec3 placeMm;
void main() {
  if (placeMm.y < sectionY) discard;
  vec3 normal = normalize(cross(dFdx(placeMm), dFdy(placeMm)));
  float light = 0.55 + 0.45 * abs(dot(normal, normalize(vec3(0.35, -0.5, 0.8))));
  float depth = clamp(-placeMm.z / max(deepest, 0.001), 0.0, 1.0);
  vec3 colour = mix(wood, floorColour, 0.25 * step(0.002, -placeMm.z) + 0.55 * depth);
  gl_FragColor = vec4(colour * light, 1.0);
}`

/** The face of a cut through the block, at a place across it. */
export const CUT_VERTEX = `
varying vec3 placeMm;
uniform float sectionY;
uniform vec3 least;
uniform vec3 most;
void main() {
  placeMm = vec3(mix(least.x, most.x, uv.x), sectionY, mix(least.z, most.z, uv.y));
  gl_Position = projectionMatrix * modelViewMatrix * vec4(placeMm, 1.0);
}`

/** What stands of the block there. */
export const CUT_FRAGMENT = `${SHARED}
uniform vec3 cutColour;
uniform float sectionY;
uniform vec3 least;
uniform vec3 most;
varying vec3 placeMm;
void main() {
  if (sectionY < least.y || sectionY > most.y) discard;
  if (placeMm.z > heightAt(placeMm.xy)) discard;
  float grain = 0.94 + 0.06 * step(0.5, fract(placeMm.z * 2.0));
  gl_FragColor = vec4(cutColour * grain, 1.0);
}`

/** The sides, behind the cut only. */
export const SIDE_FRAGMENT = `
uniform float sectionY;
uniform vec3 wood;
varying vec3 placeMm;
void main() {
  if (placeMm.y < sectionY) discard;
  gl_FragColor = vec4(wood * 0.72, 1.0);
}`

/** The sides of the block. */
export const SIDE_VERTEX = `
varying vec3 placeMm;
void main() {
  placeMm = position;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`
