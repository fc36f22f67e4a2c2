import { MOUSE, PerspectiveCamera, Raycaster, Vector2, Vector3, WebGLRenderer, Plane } from 'three'
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js'
import {
  eyeOf,
  fittingDistanceMm,
  GAZES,
  type Gaze,
  gazeOf,
  type NamedView,
  type Xyz,
} from './camera-views.ts'
import type { RosetteScene, SceneState } from './rosette-scene.ts'

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

/** Moving the eye. */
interface Eye {
  readonly lookFrom: (view: NamedView) => void
  readonly lookAlong: (gaze: Gaze) => void
  readonly turn: (azimuthSteps: number, elevationSteps: number) => void
  readonly zoom: (steps: number) => void
}

/** A window into a scene that is drawn only when something has changed. */
export interface Stage extends Eye {
  readonly canvas: HTMLCanvasElement
  /** Puts another scene in; the camera stays after the first one. */
  readonly setScene: (scene: RosetteScene | null) => void
  readonly show: (state: SceneState) => void
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

/** Draws at most once a frame, and leaves on the canvas what the frame cost. */
function frameLoop(draw: () => WebGLRenderer['info']['render'], canvas: HTMLCanvasElement) {
  let asked = 0
  const invalidate = () => {
    if (asked !== 0) return
    asked = requestAnimationFrame(() => {
      asked = 0
      const startedMs = performance.now()
      const { calls, triangles } = draw()
      canvas.dataset['frameMs'] = (performance.now() - startedMs).toFixed(3)
      canvas.dataset['drawCalls'] = String(calls)
      canvas.dataset['triangles'] = String(triangles)
    })
  }
  const stop = () => {
    cancelAnimationFrame(asked)
    asked = 0
  }
  return { invalidate, stop }
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

/** The eye over its controls; `reachMm` is how much of the world a named view shows. */
function eyeOver(
  camera: PerspectiveCamera,
  controls: OrbitControls,
  reachMm: () => number,
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
      controls.target.set(0, isWide ? -reachMm() * 0.35 : 0, 0)
      const seenMm = reachMm() * (isWide ? 1.2 : 1)
      const { elevationRad } = GAZES[view]
      look(GAZES[view], fittingDistanceMm(seenMm, elevationRad, fieldRad, camera.aspect))
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
function facePicker(camera: PerspectiveCamera, canvas: HTMLCanvasElement): Stage['pointAt'] {
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

/** Opens a stage on a canvas of its own; null where WebGL is missing. */
export function createStage({ onLost, onTurn }: StageEvents): Stage | null {
  const canvas = document.createElement('canvas')
  const renderer = createRenderer(canvas)
  if (renderer === null) return null
  const camera = new PerspectiveCamera(FIELD_OF_VIEW_DEG, 1, 1, 5000)
  camera.up.set(0, 0, 1)
  const controls = orbitControls(camera, canvas)
  let shown: RosetteScene | null = null
  let state: SceneState | null = null
  let wasLooking = false
  const { invalidate, stop } = frameLoop(() => {
    if (shown !== null) renderer.render(shown.scene, camera)
    return renderer.info.render
  }, canvas)
  const { gaze, ...eye } = eyeOver(camera, controls, () => shown?.reachMm ?? USUAL_REACH_MM)
  const onChange = () => {
    onTurn(gaze())
    invalidate()
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
