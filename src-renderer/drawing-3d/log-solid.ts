import {
  BoxGeometry,
  type BufferGeometry,
  Color,
  Group,
  Matrix4,
  Mesh,
  MeshLambertMaterial,
  Quaternion,
  Vector3,
} from 'three'
import { slicingAt, type SlicedLog } from './slicing.ts'
import { materialOfTile, tileMatrix, type TileRingSolid } from './tile-rings.ts'

/** The log beside the rosette, the saw in it, and the slice on its way. */
export interface LogSolid {
  readonly group: Group
  /** Shows the work after a share of all tiles, 0 to 1. */
  readonly show: (progress: number) => void
  /** After the tile's shape has changed. */
  readonly reshape: () => void
  readonly dispose: () => void
}

/** Room between rosette and log, mm. */
const ROOM_MM = 14
/** The saw stands above the log by this much before it cuts, mm. */
const LIFT_MM = 12
/** How high the slice is carried, mm. */
const CARRY_MM = 28

/** The tile's own directions in the world: it lies on its face's edge, the log along X, rows upwards. */
function standing(xMm: number, yMm: number, innerRadiusMm: number, lengthMm: number): Matrix4 {
  const basis = new Matrix4().makeBasis(
    new Vector3(0, 1, 0),
    new Vector3(0, 0, 1),
    new Vector3(lengthMm, 0, 0),
  )
  return basis.setPosition(xMm, yMm, -innerRadiusMm)
}

function parts(matrix: Matrix4) {
  const at = new Vector3()
  const turn = new Quaternion()
  const scale = new Vector3()
  matrix.decompose(at, turn, scale)
  return { at, turn, scale }
}

/** Between two places, lifted in the middle. */
function carried(from: Matrix4, to: Matrix4, share: number): Matrix4 {
  const [a, b] = [parts(from), parts(to)]
  const eased = share * share * (3 - 2 * share)
  const at = a.at.clone().lerp(b.at, eased)
  at.z += CARRY_MM * Math.sin(Math.PI * eased)
  return new Matrix4().compose(
    at,
    a.turn.clone().slerp(b.turn, eased),
    a.scale.clone().lerp(b.scale, eased),
  )
}

/** The log of one ring, lying in front of the rosette. */
export function logSolid(solid: TileRingSolid, log: SlicedLog, reachMm: number): LogSolid {
  const { ring } = solid
  const { innerRadiusMm, outerRadiusMm } = ring
  const heightMm = outerRadiusMm - innerRadiusMm
  const group = new Group()
  const startX = -log.plan.lengthMm / 2
  const logY = -(reachMm + ROOM_MM)
  const still = <T extends BufferGeometry>(geometry: T, material: MeshLambertMaterial) => {
    const mesh = new Mesh(geometry, material)
    mesh.matrixAutoUpdate = false
    group.add(mesh)
    return mesh
  }
  const [first] = solid.materials
  const body = still(solid.geometry(), first ?? new MeshLambertMaterial())
  const slice = still(solid.geometry(), first ?? new MeshLambertMaterial())
  const bladeGeometry = new BoxGeometry(log.kerfMm, heightMm * 1.4, heightMm * 1.6)
  const bladeMaterial = new MeshLambertMaterial({ color: new Color('#9aa3ad') })
  const blade = still(bladeGeometry, bladeMaterial)
  const stand = (fromX: number, lengthMm: number) => standing(fromX, logY, innerRadiusMm, lengthMm)
  const setMatrix = (mesh: Mesh, matrix: Matrix4) => {
    mesh.matrix.copy(matrix)
    mesh.matrixWorldNeedsUpdate = true
  }
  const show = (progress: number) => {
    const moment = slicingAt(progress, log)
    const { remainingMm, cutShare, flightShare, laidTiles } = moment
    const isCut = flightShare !== null
    const spentMm = log.sliceThicknessMm + log.kerfMm
    const restMm = cutShare === null ? remainingMm : Math.max(0, remainingMm - spentMm)
    const bodyMm = isCut ? restMm : remainingMm
    body.visible = bodyMm > 0
    setMatrix(body, stand(startX, Math.max(1e-3, bodyMm)))
    slice.visible = isCut
    if (isCut) {
      const material = materialOfTile(solid, laidTiles)
      if (material !== undefined) slice.material = material
      const start = stand(startX + restMm + log.kerfMm, log.sliceThicknessMm)
      setMatrix(slice, carried(start, tileMatrix(ring, laidTiles), flightShare))
    }
    blade.visible = cutShare !== null && !isCut
    const topZ = heightMm + LIFT_MM + heightMm * 0.8
    const z = topZ - (cutShare ?? 0) * (heightMm + LIFT_MM)
    setMatrix(blade, new Matrix4().setPosition(startX + restMm + log.kerfMm / 2, logY, z))
    solid.showTiles(laidTiles)
  }
  return {
    group,
    show,
    reshape: () => {
      body.geometry = solid.geometry()
      slice.geometry = solid.geometry()
    },
    dispose: () => {
      bladeGeometry.dispose()
      bladeMaterial.dispose()
    },
  }
}
