import {
  BufferAttribute,
  BufferGeometry,
  Color,
  InstancedMesh,
  Matrix4,
  MeshLambertMaterial,
  type Texture,
  Vector3,
} from 'three'
import type { TileRing } from '#core/rosette/plan.schema.ts'
import { type DrawingColours, shade } from '#core/rosette/ring-picture.ts'
import { isPictured, isTurnedTile } from '#core/rosette/tile-cells.ts'
import { TURN_RAD } from '#core/units/angle.ts'
import { heightsOf } from './heights.ts'
import { tileTexture } from './textures.ts'
import { type MeshArrays, wedgeMesh } from './wedge.ts'

const UP = new Vector3(0, 0, 1)

/** A mesh's arrays as the graphics card gets them. */
export function geometryOf({ positions, normals, uvs, indices }: MeshArrays): BufferGeometry {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setAttribute('normal', new BufferAttribute(normals, 3))
  geometry.setAttribute('uv', new BufferAttribute(uvs, 2))
  geometry.setIndex(new BufferAttribute(indices, 1))
  return geometry
}

/** The tiles of one ring: one drawing call for each way they are laid. */
export interface TileRingSolid {
  readonly ring: TileRing
  readonly meshes: readonly InstancedMesh[]
  /** A slice and the log have the ring's own tile. */
  readonly geometry: () => BufferGeometry
  readonly materials: readonly MeshLambertMaterial[]
  /** Shows the first so many tiles, from the joint under the fingerboard counterclockwise. */
  readonly showTiles: (count: number) => void
  readonly setTaper: (times: number) => void
  readonly dispose: () => void
}

function materialsOf(ring: TileRing, colours: DrawingColours): readonly MeshLambertMaterial[] {
  const isAlike = ring.assembly === 'slip'
  if (!isPictured(ring)) {
    const colour = colours.byMaterialId[ring.materialId] ?? colours.other
    return [colour, shade(colour, -0.14)].map(
      (one) => new MeshLambertMaterial({ color: new Color(one) }),
    )
  }
  return (isAlike ? [0] : [0, 1]).map((tile) => {
    const map: Texture = tileTexture(ring, tile)
    return new MeshLambertMaterial({ map })
  })
}

/** Where a tile lies in the ring: turned about the middle, as thick as it is, at its height. */
export function tileMatrix(ring: TileRing, tile: number): Matrix4 {
  const { bottomMm, topMm } = heightsOf(ring)
  const matrix = new Matrix4().makeRotationAxis(UP, ((tile + 0.5) * TURN_RAD) / ring.tileCount)
  matrix.scale(new Vector3(1, 1, topMm - bottomMm))
  return matrix.setPosition(0, 0, bottomMm)
}

/** Which of the ring's ways of laying a tile has. */
function wayOf(ring: TileRing, tile: number, ways: number): number {
  if (ways === 1) return 0
  return isPictured(ring) ? (isTurnedTile(ring.assembly, tile) ? 1 : 0) : tile % 2
}

/** Builds the tiles of a ring as instances of one or two wedges. */
export function tileRingSolid(ring: TileRing, colours: DrawingColours): TileRingSolid {
  const shape = {
    innerRadiusMm: ring.innerRadiusMm,
    outerRadiusMm: ring.outerRadiusMm,
    tileCount: ring.tileCount,
    columns: ring.columns,
    rowCount: ring.pattern?.rows.length ?? 1,
  }
  let geometry = geometryOf(wedgeMesh({ ...shape, taperTimes: 1 }))
  const materials = materialsOf(ring, colours)
  const tiles = Array.from({ length: ring.tileCount }, (_, tile) => tile)
  const numbers = materials.map((_, way) =>
    tiles.filter((tile) => wayOf(ring, tile, materials.length) === way),
  )
  const meshes = materials.map((material, way) => {
    const own = numbers[way] ?? []
    const mesh = new InstancedMesh(geometry, material, own.length)
    for (const [slot, tile] of own.entries()) mesh.setMatrixAt(slot, tileMatrix(ring, tile))
    return mesh
  })
  return {
    ring,
    meshes,
    materials,
    geometry: () => geometry,
    showTiles: (count) => {
      for (const [way, mesh] of meshes.entries()) {
        mesh.count = (numbers[way] ?? []).filter((tile) => tile < count).length
      }
    },
    setTaper: (taperTimes) => {
      const old = geometry
      geometry = geometryOf(wedgeMesh({ ...shape, taperTimes }))
      for (const mesh of meshes) mesh.geometry = geometry
      old.dispose()
    },
    dispose: () => {
      geometry.dispose()
      for (const mesh of meshes) mesh.dispose()
      for (const material of materials) {
        material.map?.dispose()
        material.dispose()
      }
    },
  }
}

/** The way a tile is laid, as an index into the ring's materials. */
export function materialOfTile({ ring, materials }: TileRingSolid, tile: number) {
  return materials[wayOf(ring, tile, materials.length)]
}
