import { isRepeating } from '#core/strips/laminate.ts'
import {
  type Construction,
  STRIP_LIMITS,
  type StripFamily,
} from '#core/strips/strip-family.schema.ts'
import { Segmented } from '../../ui/Choice.tsx'
import { StripNumber } from './StripNumber.tsx'
import { stripsStrings } from './strips.strings.ts'
import { useStrips } from './strips.store.ts'

const words = stripsStrings
const PHASES = (['points', 'half-step'] as const).map((value) => ({
  value,
  label: words.phases[value],
}))

type SetConstruction = (construction: Construction, gesture?: string) => void

function PatternFields({ family, set }: { family: StripFamily; set: SetConstruction }) {
  const { construction } = family
  if (!isRepeating(construction)) return null
  return (
    <>
      <StripNumber
        field="bandWidth"
        kind="length"
        value={construction.bandWidthMm}
        range={{ min: STRIP_LIMITS.minLengthMm, max: STRIP_LIMITS.maxWidthMm }}
        step={0.1}
        onCommit={(bandWidthMm, dragging) => {
          set({ ...construction, bandWidthMm }, dragging ? 'band-width' : undefined)
        }}
        onClear={() => {
          set({ ...construction, bandWidthMm: null })
        }}
      />
      {'angleDeg' in construction && (
        <StripNumber
          field="angle"
          kind="degrees"
          value={construction.angleDeg}
          range={{ min: STRIP_LIMITS.minAngleDeg, max: STRIP_LIMITS.maxAngleDeg }}
          step={1}
          onCommit={(angleDeg, dragging) => {
            set({ ...construction, angleDeg }, dragging ? 'angle' : undefined)
          }}
        />
      )}
      {'phase' in construction && (
        <div className="field-line">
          <span>{words.phase}</span>
          <Segmented
            label={words.phase}
            value={construction.phase}
            options={PHASES}
            onChange={(phase) => {
              set({ ...construction, phase })
            }}
          />
        </div>
      )}
    </>
  )
}

/** The numbers of a family's construction. */
export function ConstructionFields({ family }: { family: StripFamily }) {
  const edit = useStrips((state) => state.edit)
  const { construction } = family
  const set: SetConstruction = (next, gesture) => {
    edit((now) => ({ ...now, construction: next }), gesture)
  }
  return (
    <div className="strip-fields">
      <PatternFields family={family} set={set} />
      {construction.kind === 'shell' && (
        <StripNumber
          field="pieceLength"
          kind="length"
          value={construction.pieceLengthMm}
          range={{ min: 1, max: STRIP_LIMITS.maxPieceLengthMm }}
          step={0.5}
          onCommit={(pieceLengthMm, dragging) => {
            set({ ...construction, pieceLengthMm }, dragging ? 'piece-length' : undefined)
          }}
          onClear={() => {
            set({ ...construction, pieceLengthMm: null })
          }}
        />
      )}
      <StripNumber
        field="glueLine"
        kind="length"
        value={family.glueLineMm}
        range={{ min: 0, max: STRIP_LIMITS.maxGlueLineMm }}
        step={0.01}
        onCommit={(glueLineMm, dragging) => {
          edit((now) => ({ ...now, glueLineMm }), dragging ? 'glue-line' : undefined)
        }}
      />
    </div>
  )
}
