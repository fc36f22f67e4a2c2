import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DataTexture,
  DoubleSide,
  FloatType,
  Group,
  Mesh,
  NearestFilter,
  PlaneGeometry,
  RedFormat,
  ShaderMaterial,
} from 'three'
import type { Grid } from '#core/geometry/distance-grid.ts'
import {
  CUT_FRAGMENT,
  CUT_VERTEX,
  SIDE_FRAGMENT,
  SIDE_VERTEX,
  TOP_FRAGMENT,
  TOP_VERTEX,
} from './stock-shaders.ts'

/** A vertex for every cell or every few, its height taken from the texture. */
function surface(grid: Grid, every: number): BufferGeometry {
  const cellMm = grid.cellMm * every
  const columns = Math.floor((grid.columns - 1) / every) + 1
  const rows = Math.floor((grid.rows - 1) / every) + 1
  const { minXMm, minYMm } = grid
  const places = new Float32Array(3 * columns * rows)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const at = 3 * (row * columns + column)
      places[at] = minXMm + column * cellMm
      places[at + 1] = minYMm + row * cellMm
    }
  }
  const indices = new Uint32Array(6 * (columns - 1) * (rows - 1))
  let next = 0
  for (let row = 0; row < rows - 1; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const at = row * columns + column
      indices.set([at, at + 1, at + columns, at + 1, at + columns + 1, at + columns], next)
      next += 6
    }
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(places, 3))
  geometry.setIndex(new BufferAttribute(indices, 1))
  return geometry
}

type Corner = readonly [x: number, y: number, z: number]

/** Four sides and the bottom of the block. */
function sides(least: Corner, most: Corner): BufferGeometry {
  const at = (corner: number): Corner => [
    corner & 1 ? most[0] : least[0],
    corner & 2 ? most[1] : least[1],
    corner & 4 ? 0 : least[2],
  ]
  const faces = [
    [0, 1, 5, 4],
    [1, 3, 7, 5],
    [3, 2, 6, 7],
    [2, 0, 4, 6],
    [0, 2, 3, 1],
  ]
  const triangles = faces.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, a, c, d])
  const geometry = new BufferGeometry()
  const places = Float32Array.from(triangles.flatMap((corner) => [...at(corner)]))
  geometry.setAttribute('position', new BufferAttribute(places, 3))
  return geometry
}

/** The rough surface, for graphics that are slow, has a vertex for every so many cells. */
const ROUGH_EVERY = 4

/** Heights of cells for the shaders to read one by one. */
function heightTexture({ columns, rows }: Grid) {
  const flat = new Float32Array(columns * rows)
  const texture = new DataTexture(flat, columns, rows, RedFormat, FloatType)
  texture.minFilter = NearestFilter
  texture.magFilter = NearestFilter
  texture.needsUpdate = true
  return { flat, texture }
}

function uniformsOf(grid: Grid, texture: DataTexture, least: Corner, most: Corner) {
  const { columns, rows, minXMm, minYMm, cellMm } = grid
  return {
    heights: { value: texture },
    field: { value: [minXMm, minYMm, cellMm, columns] },
    rows: { value: rows },
    sectionY: { value: -1e9 },
    deepest: { value: -least[2] },
    least: { value: least },
    most: { value: most },
    wood: { value: new Color(0, 0, 0) },
    floorColour: { value: new Color(0, 0, 0) },
    cutColour: { value: new Color(0, 0, 0) },
  }
}

/** The block of stock: its carved top, its sides, and the face of a cut through it. */
export function createStockBlock(grid: Grid, bottomZMm: number) {
  const { columns, rows, minXMm, minYMm, cellMm } = grid
  const { flat, texture } = heightTexture(grid)
  const least: Corner = [minXMm, minYMm, bottomZMm]
  const most: Corner = [minXMm + (columns - 1) * cellMm, minYMm + (rows - 1) * cellMm, 0]
  const uniforms = uniformsOf(grid, texture, least, most)
  const meshOf = (geometry: BufferGeometry, vertexShader: string, fragmentShader: string) => {
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      uniforms,
      side: DoubleSide,
    })
    const mesh = new Mesh(geometry, material)
    mesh.frustumCulled = false
    return mesh
  }
  const fine = meshOf(surface(grid, 1), TOP_VERTEX, TOP_FRAGMENT)
  const rough = meshOf(surface(grid, ROUGH_EVERY), TOP_VERTEX, TOP_FRAGMENT)
  const block = meshOf(sides(least, most), SIDE_VERTEX, SIDE_FRAGMENT)
  const cut = meshOf(new PlaneGeometry(1, 1), CUT_VERTEX, CUT_FRAGMENT)
  const group = new Group()
  group.add(fine, rough, block, cut)
  rough.visible = false
  return {
    group,
    uniforms,
    least,
    most,
    /** Shows the rough surface instead of the fine one. */
    setRough: (isRough: boolean) => {
      fine.visible = !isRough
      rough.visible = isRough
    },
    /** Shows the block with other heights, rows of cells as the grid has them. */
    setHeights: (heights: Float32Array) => {
      flat.set(heights)
      texture.needsUpdate = true
    },
    dispose: () => {
      texture.dispose()
      for (const { geometry, material } of [fine, rough, block, cut]) {
        geometry.dispose()
        material.dispose()
      }
    },
  }
}
