/** Plain arrays of a triangle mesh, as graphics cards take them. */
export interface MeshArrays {
  readonly positions: Float32Array
  readonly normals: Float32Array
  readonly uvs: Float32Array
  readonly indices: Uint32Array
}

/** One tile of a ring. */
export interface WedgeShape {
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
  readonly tileCount: number
  readonly columns: number
  readonly rowCount: number
  /** 1: as it is; 3: its taper three times as strong, the outer end kept. */
  readonly taperTimes: number
}

/** However strong the taper is shown, so much of the inner width stays. */
const LEAST_INNER_SHARE = 0.12

/**
 * Half the angle a tile takes up at its inner end, rad, with its taper shown `taperTimes` as strong. The width
 * there is w_o − e·(w_o − w_i); as it is (e = 1), both ends take up π/N.
 */
export function innerHalfRad({ innerRadiusMm, outerRadiusMm, tileCount, taperTimes }: WedgeShape) {
  const ratio = innerRadiusMm / outerRadiusMm
  const share = Math.max(LEAST_INNER_SHARE * ratio, 1 - taperTimes * (1 - ratio))
  return ((Math.PI / tileCount) * share) / ratio
}

type Corner = readonly [x: number, y: number, z: number, u: number, v: number]

/** Collects four-cornered faces; corners counterclockwise as seen from outside. */
function faceCollector() {
  const positions: number[] = []
  const normals: number[] = []
  const uvs: number[] = []
  const indices: number[] = []
  const add = (corners: readonly [Corner, Corner, Corner, Corner]) => {
    const [a, b, , d] = corners
    const ab = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const
    const ad = [d[0] - a[0], d[1] - a[1], d[2] - a[2]] as const
    const cross = [
      ab[1] * ad[2] - ab[2] * ad[1],
      ab[2] * ad[0] - ab[0] * ad[2],
      ab[0] * ad[1] - ab[1] * ad[0],
    ] as const
    const length = Math.hypot(...cross) || 1
    const first = positions.length / 3
    for (const [x, y, z, u, v] of corners) {
      positions.push(x, y, z)
      normals.push(cross[0] / length, cross[1] / length, cross[2] / length)
      uvs.push(u, v)
    }
    indices.push(first, first + 1, first + 2, first, first + 2, first + 3)
  }
  const mesh = (): MeshArrays => ({
    positions: new Float32Array(positions),
    normals: new Float32Array(normals),
    uvs: new Float32Array(uvs),
    indices: new Uint32Array(indices),
  })
  return { add, mesh }
}

/**
 * A tile with its middle towards +Y and its face up, from z 0 to z 1: scaled along z it is a slice, or the
 * log. One strip of faces for each column, so that the picture on it (u: columns counterclockwise, v: rows
 * outwards) is tapered with it.
 */
export function wedgeMesh(shape: WedgeShape): MeshArrays {
  const { innerRadiusMm, outerRadiusMm, tileCount, columns, rowCount } = shape
  const outerHalf = Math.PI / tileCount
  const innerHalf = innerHalfRad(shape)
  const { add, mesh } = faceCollector()
  const corner = (column: number, end: 0 | 1, z: 0 | 1): Corner => {
    const share = column / columns
    const half = end === 0 ? innerHalf : outerHalf
    const radius = end === 0 ? innerRadiusMm : outerRadiusMm
    const angle = Math.PI / 2 + half * (2 * share - 1)
    return [radius * Math.cos(angle), radius * Math.sin(angle), z, share, end]
  }
  const painted = (at: Corner, u: number, v: number): Corner => [at[0], at[1], at[2], u, v]
  const innerV = 0.5 / rowCount
  for (let column = 0; column < columns; column += 1) {
    const at = (step: 0 | 1, end: 0 | 1, z: 0 | 1) => corner(column + step, end, z)
    const edge = (step: 0 | 1, end: 0 | 1, z: 0 | 1) =>
      painted(at(step, end, z), (column + 0.5) / columns, end === 0 ? innerV : 1 - innerV)
    add([at(0, 0, 1), at(0, 1, 1), at(1, 1, 1), at(1, 0, 1)])
    add([at(0, 0, 0), at(1, 0, 0), at(1, 1, 0), at(0, 1, 0)])
    add([edge(0, 1, 0), edge(1, 1, 0), edge(1, 1, 1), edge(0, 1, 1)])
    add([edge(1, 0, 0), edge(0, 0, 0), edge(0, 0, 1), edge(1, 0, 1)])
  }
  const side = (column: number, end: 0 | 1, z: 0 | 1) =>
    painted(corner(column, end, z), column === 0 ? 0.5 / columns : 1 - 0.5 / columns, end)
  add([side(0, 0, 0), side(0, 1, 0), side(0, 1, 1), side(0, 0, 1)])
  add([side(columns, 1, 0), side(columns, 0, 0), side(columns, 0, 1), side(columns, 1, 1)])
  return mesh()
}

/** A flat-topped ring from `bottomMm` to `topMm` about z, its picture seen from above (u, v over ±`reachMm`). */
export function ringMesh(
  { innerRadiusMm, outerRadiusMm }: { innerRadiusMm: number; outerRadiusMm: number },
  { bottomMm, topMm }: { bottomMm: number; topMm: number },
  reachMm: number,
  segments = 180,
): MeshArrays {
  const { add, mesh } = faceCollector()
  const corner = (step: number, radius: number, z: number): Corner => {
    const angle = (2 * Math.PI * step) / segments
    const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)]
    return [x, y, z, 0.5 + x / (2 * reachMm), 0.5 + y / (2 * reachMm)]
  }
  for (let step = 0; step < segments; step += 1) {
    const at = (next: 0 | 1, radius: number, z: number) => corner(step + next, radius, z)
    const inner = (next: 0 | 1, z: number) => at(next, innerRadiusMm, z)
    const outer = (next: 0 | 1, z: number) => at(next, outerRadiusMm, z)
    add([inner(0, topMm), outer(0, topMm), outer(1, topMm), inner(1, topMm)])
    add([outer(0, bottomMm), outer(1, bottomMm), outer(1, topMm), outer(0, topMm)])
    add([inner(1, bottomMm), inner(0, bottomMm), inner(0, topMm), inner(1, topMm)])
  }
  return mesh()
}

/** Several meshes as one. */
export function mergedMesh(parts: readonly MeshArrays[]): MeshArrays {
  const joined = (pick: (part: MeshArrays) => Float32Array) =>
    new Float32Array(parts.flatMap((part) => Array.from(pick(part))))
  let before = 0
  const indices = parts.flatMap((part) => {
    const moved = Array.from(part.indices, (index) => index + before)
    before += part.positions.length / 3
    return moved
  })
  return {
    positions: joined((part) => part.positions),
    normals: joined((part) => part.normals),
    uvs: joined((part) => part.uvs),
    indices: new Uint32Array(indices),
  }
}
