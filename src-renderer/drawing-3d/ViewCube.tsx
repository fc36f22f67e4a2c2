import { type Gaze } from './camera-views.ts'

const rad = (degrees: number) => (degrees * Math.PI) / 180
const FLAT = rad(0.1)

/** The faces of the cube and where each looks from. */
const FACES = [
  { id: 'top', gaze: { azimuthRad: 0, elevationRad: rad(89.9) } },
  { id: 'bottom', gaze: { azimuthRad: 0, elevationRad: rad(-89.9) } },
  { id: 'front', gaze: { azimuthRad: 0, elevationRad: FLAT } },
  { id: 'back', gaze: { azimuthRad: rad(180), elevationRad: FLAT } },
  { id: 'left', gaze: { azimuthRad: rad(-90), elevationRad: FLAT } },
  { id: 'right', gaze: { azimuthRad: rad(90), elevationRad: FLAT } },
] as const

/** What a `ViewCube` takes. */
export interface ViewCubeProps {
  readonly gaze: Gaze
  readonly label: string
  /** What stands on each face. */
  readonly faces: Readonly<Record<(typeof FACES)[number]['id'], string>>
  readonly onLook: (gaze: Gaze) => void
}

const deg = (angleRad: number) => ((angleRad * 180) / Math.PI).toFixed(2)

/** A little cube that turns with the view; a click on a face looks from there. */
export function ViewCube({ gaze, label, faces, onLook }: ViewCubeProps) {
  const turn = `rotateX(${deg(-gaze.elevationRad)}deg) rotateY(${deg(-gaze.azimuthRad)}deg)`
  return (
    <div className="view-cube" role="group" aria-label={label}>
      <div className="view-cube-body" style={{ transform: turn }}>
        {FACES.map(({ id, gaze: face }) => (
          <button
            key={id}
            type="button"
            className={`view-cube-face view-cube-${id}`}
            onClick={() => {
              onLook(face)
            }}
          >
            {faces[id]}
          </button>
        ))}
      </div>
    </div>
  )
}
