/** A point or direction in the space of a drawing, in drawing units. */
export interface Vec3 {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** An affine map: the images of the three axes and of the origin. */
export interface Affine {
  readonly xAxis: Vec3
  readonly yAxis: Vec3
  readonly zAxis: Vec3
  readonly origin: Vec3
}

/** A point or direction. */
export function vec(x: number, y: number, z = 0): Vec3 {
  return { x, y, z }
}

/** a + b·times. */
export function plus(a: Vec3, b: Vec3, times = 1): Vec3 {
  return { x: a.x + b.x * times, y: a.y + b.y * times, z: a.z + b.z * times }
}

/** A direction made longer. */
export function times(a: Vec3, factor: number): Vec3 {
  return { x: a.x * factor, y: a.y * factor, z: a.z * factor }
}

/** Length. */
export function norm(a: Vec3): number {
  return Math.hypot(a.x, a.y, a.z)
}

function cross(a: Vec3, b: Vec3): Vec3 {
  return { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x }
}

/** The map that leaves everything where it is. */
export const IDENTITY: Affine = {
  xAxis: vec(1, 0),
  yAxis: vec(0, 1),
  zAxis: vec(0, 0, 1),
  origin: vec(0, 0),
}

/** A direction under a map. */
export function mapDirection(map: Affine, a: Vec3): Vec3 {
  return plus(plus(times(map.xAxis, a.x), map.yAxis, a.y), map.zAxis, a.z)
}

/** A point under a map. */
export function mapPoint(map: Affine, a: Vec3): Vec3 {
  return plus(mapDirection(map, a), map.origin)
}

/** First `inner`, then `outer`. */
export function compose(outer: Affine, inner: Affine): Affine {
  return {
    xAxis: mapDirection(outer, inner.xAxis),
    yAxis: mapDirection(outer, inner.yAxis),
    zAxis: mapDirection(outer, inner.zAxis),
    origin: mapPoint(outer, inner.origin),
  }
}

/** A shift. */
export function shift(by: Vec3): Affine {
  return { ...IDENTITY, origin: by }
}

/** A turn about Z, counterclockwise, after a scale along the axes. */
export function turnAndScale(angleRad: number, scale: Vec3): Affine {
  const cosine = Math.cos(angleRad)
  const sine = Math.sin(angleRad)
  return {
    xAxis: vec(cosine * scale.x, sine * scale.x),
    yAxis: vec(-sine * scale.y, cosine * scale.y),
    zAxis: vec(0, 0, scale.z),
    origin: vec(0, 0),
  }
}

/** Below this an extrusion counts as lying along Z in the arbitrary axis rule. */
const NEAR_Z = 1 / 64

/**
 * An entity's own coordinates, from its extrusion, by the arbitrary axis rule of the DXF reference: the
 * X axis is Y × N where N lies near Z, else Z × N; the Y axis is N × X. Null for an extrusion without length.
 */
export function ownCoordinates(extrusion: Vec3): Affine | null {
  const length = norm(extrusion)
  if (length < 1e-12) return null
  const zAxis = times(extrusion, 1 / length)
  const nearZ = Math.abs(zAxis.x) < NEAR_Z && Math.abs(zAxis.y) < NEAR_Z
  const raw = cross(nearZ ? vec(0, 1) : vec(0, 0, 1), zAxis)
  const xAxis = times(raw, 1 / norm(raw))
  return { xAxis, yAxis: cross(zAxis, xAxis), zAxis, origin: vec(0, 0) }
}

/** The direction of an ellipse's minor axis: N × major, as long as `ratio` times the major axis. */
export function minorAxis(extrusion: Vec3, major: Vec3, ratio: number): Vec3 {
  const length = norm(extrusion)
  return length < 1e-12 ? vec(0, 0) : times(cross(extrusion, major), ratio / length)
}
