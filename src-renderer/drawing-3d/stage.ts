import {
  MOUSE,
  PerspectiveCamera,
  Plane,
  Raycaster,
  type Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js'
import {
  boxFittingDistanceMm,
  eyeOf,
  fittingDistanceMm,
  GAZES,
  type Gaze,
  gazeOf,
  type NamedView,
  type Xyz,
} from './camera-views.ts'
import { type Frame, frameLoop } from './frame-loop.ts'

const FIELD_OF_VIEW_DEG = 35
/** Sharper than this costs frames and shows nothing. */
const MOST_DENSITY = 2
const KEY_TURN_RAD = Math.PI / 24
const KEY_ZOOM = 1.15
/** Just short of straight down, where up has no direction. */
const STEEPEST_RAD = Math.PI / 2 - 0.002
const USUAL_REACH_MM = 80

/** What the stage tells. */
export interface StageEvents {
  /** The graphics card has dropped the picture for good. */
  readonly onLost: () => void
  /** The camera looks from somewhere else. */
  readonly onTurn: (gaze: Gaze) => void
}

/** What a stage shows; `S` is what can be changed of it without building it anew. */
export interface StageScene<S> {
  readonly scene: Scene
  /** Radius of everything that is to be seen, mm. */
  readonly reachMm: number
  /** Middle of everything that is to be seen, mm; the origin where it is left out. */
  readonly centre?: Xyz
  /** The box everything lies in, mm: named views then show all of it; left out for flat rings. */
  readonly box?: { readonly least: Xyz; readonly most: Xyz }
  readonly show: (state: S) => void
  /** Called before each frame; says whether the whole picture will be drawn or a rough one. */
  readonly beforeFrame?: (frame: Frame) => boolean
}

/** Moving the eye. */
interface Eye {
  readonly lookFrom: (view: NamedView) => void
  readonly lookAlong: (gaze: Gaze) => void
  readonly turn: (azimuthSteps: number, elevationSteps: number) => void
  readonly zoom: (steps: number) => void
}

/** A window into a scene that is drawn only when something has changed. */
export interface Stage<S> extends Eye {
  readonly canvas: HTMLCanvasElement
  /** Puts another scene in; the camera stays after the first one. */
  readonly setScene: (scene: StageScene<S> | null) => void
  readonly show: (state: S) => void
  /** Where a point of the world is in the window, px from its left top; null behind the eye. */
  readonly projected: (at: Xyz) => { readonly xPx: number; readonly yPx: number } | null
  readonly resize: (widthPx: number, heightPx: number) => void
  /** The point of the top's face under a place of the window, mm; null beside it. */
  readonly pointAt: (xPx: number, yPx: number) => { xMm: number; yMm: number } | null
  readonly dispose: () => void
}

/** The renderer, or null where WebGL is missing or switched off. */
function createRenderer(canvas: HTMLCanvasElement): WebGLRenderer | null {
  const context = canvas.getContext('webgl2', { antialias: true, alpha: true })
  if (context === null) return null
  const renderer = new WebGLRenderer({ canvas, context, antialias: true, alpha: true })
  renderer.localClippingEnabled = true
  renderer.setPixelRatio(Math.min(MOST_DENSITY, window.devicePixelRatio))
  return renderer
}

function newCamera(): PerspectiveCamera {
  const camera = new PerspectiveCamera(FIELD_OF_VIEW_DEG, 1, 1, 5000)
  camera.up.set(0, 0, 1)
  return camera
}

function orbitControls(camera: PerspectiveCamera, canvas: HTMLCanvasElement): OrbitControls {
  const controls = new OrbitControls(camera, canvas)
  controls.enableDamping = false
  controls.zoomToCursor = true
  controls.maxPolarAngle = Math.PI
  controls.mouseButtons = { LEFT: MOUSE.ROTATE, MIDDLE: MOUSE.PAN, RIGHT: MOUSE.PAN }
  return controls
}

const xyz = ({ x, y, z }: Vector3): Xyz => [x, y, z]

/** The eye over its controls; `shown` says how much of the world a named view shows. */
function eyeOver(
  camera: PerspectiveCamera,
  controls: OrbitControls,
  shown: () => Pick<StageScene<never>, 'reachMm' | 'centre' | 'box'> | null,
): Eye & { readonly gaze: () => Gaze } {
  const gaze = () => gazeOf(xyz(camera.position), xyz(controls.target))
  const look = (from: Gaze, distanceMm: number) => {
    camera.position.set(...eyeOf(from, xyz(controls.target), distanceMm))
    controls.update()
  }
  const distance = () => camera.position.distanceTo(controls.target)
  return {
    gaze,
    lookAlong: (from) => {
      look(from, distance())
    },
    lookFrom: (view) => {
      const fieldRad = (FIELD_OF_VIEW_DEG * Math.PI) / 180
      // The log lies before the rosette, so its view is wider and further to the player's side.
      const isWide = view === 'log'
      const reachMm = shown()?.reachMm ?? USUAL_REACH_MM
      const [x, y, z] = shown()?.centre ?? [0, 0, 0]
      controls.target.set(x, isWide ? y - reachMm * 0.35 : y, z)
      const seenMm = reachMm * (isWide ? 1.2 : 1)
      camera.near = Math.max(0.1, reachMm / 400)
      camera.far = Math.max(5000, reachMm * 40)
      camera.updateProjectionMatrix()
      const { aspect } = camera
      const box = shown()?.box
      const distanceMm =
        box === undefined
          ? fittingDistanceMm(seenMm, GAZES[view].elevationRad, fieldRad, aspect)
          : boxFittingDistanceMm({ ...box, target: [x, y, z] }, GAZES[view], fieldRad, aspect)
      look(GAZES[view], distanceMm)
    },
    turn: (azimuthSteps, elevationSteps) => {
      const now = gaze()
      const elevationRad = now.elevationRad + elevationSteps * KEY_TURN_RAD
      look(
        {
          azimuthRad: now.azimuthRad + azimuthSteps * KEY_TURN_RAD,
          elevationRad: Math.max(-STEEPEST_RAD, Math.min(STEEPEST_RAD, elevationRad)),
        },
        distance(),
      )
    },
    zoom: (steps) => {
      camera.position.lerp(controls.target, 1 - KEY_ZOOM ** -steps)
      controls.update()
    },
  }
}

/** Finds the point of the top's face, z = 0, under a place of the window. */
function facePicker(camera: PerspectiveCamera, canvas: HTMLCanvasElement): Stage<never>['pointAt'] {
  const ray = new Raycaster()
  const face = new Plane(new Vector3(0, 0, 1), 0)
  return (xPx, yPx) => {
    const box = canvas.getBoundingClientRect()
    const x = ((xPx - box.left) / box.width) * 2 - 1
    const y = 1 - ((yPx - box.top) / box.height) * 2
    ray.setFromCamera(new Vector2(x, y), camera)
    const hit = ray.ray.intersectPlane(face, new Vector3())
    return hit === null ? null : { xMm: hit.x, yMm: hit.y }
  }
}

/** Finds where in the window a point of the world is. */
function projector(
  camera: PerspectiveCamera,
  canvas: HTMLCanvasElement,
): Stage<never>['projected'] {
  const point = new Vector3()
  return (at) => {
    camera.updateMatrixWorld()
    point.set(...at).applyMatrix4(camera.matrixWorldInverse)
    if (point.z >= -camera.near) return null
    point.applyMatrix4(camera.projectionMatrix)
    return {
      xPx: ((point.x + 1) / 2) * canvas.clientWidth,
      yPx: ((1 - point.y) / 2) * canvas.clientHeight,
    }
  }
}

/** Opens a stage on a canvas of its own; null where WebGL is missing. */
export function createStage<S>({ onLost, onTurn }: StageEvents): Stage<S> | null {
  const canvas = document.createElement('canvas')
  const renderer = createRenderer(canvas)
  if (renderer === null) return null
  const camera = newCamera()
  const controls = orbitControls(camera, canvas)
  let shown: StageScene<S> | null = null
  let state: S | null = null
  let wasLooking = false
  const { invalidate, move, stop } = frameLoop(renderer, (frame) => {
    const whole = shown?.beforeFrame?.(frame) ?? true
    if (shown !== null) renderer.render(shown.scene, camera)
    return whole
  })
  const { gaze, ...eye } = eyeOver(camera, controls, () => shown)
  const onChange = () => {
    onTurn(gaze())
    move()
  }
  const onContextLost = (event: Event) => {
    event.preventDefault()
    stop()
    onLost()
  }
  controls.addEventListener('change', onChange)
  canvas.addEventListener('webglcontextlost', onContextLost)
  return {
    ...eye,
    canvas,
    setScene: (scene) => {
      shown = scene
      if (scene === null) return
      if (state !== null) scene.show(state)
      if (!wasLooking) eye.lookFrom('corner')
      wasLooking = true
      invalidate()
    },
    show: (now) => {
      state = now
      shown?.show(now)
      invalidate()
    },
    resize: (widthPx, heightPx) => {
      renderer.setSize(widthPx, heightPx)
      camera.aspect = widthPx / Math.max(1, heightPx)
      camera.updateProjectionMatrix()
      invalidate()
    },
    pointAt: facePicker(camera, canvas),
    projected: projector(camera, canvas),
    dispose: () => {
      stop()
      canvas.removeEventListener('webglcontextlost', onContextLost)
      controls.dispose()
      renderer.dispose()
      // Browsers keep only a few contexts alive; this one is not needed any more.
      renderer.forceContextLoss()
      canvas.remove()
    },
  }
}
