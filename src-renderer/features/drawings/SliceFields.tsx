import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { drawingsStrings } from './drawings.strings.ts'
import { AngleField, CountField, LengthField } from './fields.tsx'
import { useSlicing } from './slicing.store.ts'

const words = drawingsStrings.slices

/** How the pieces are counted. */
export function Division() {
  const { settings, set } = useSlicing()
  const { by, count, lengthMm, fit } = settings
  return (
    <>
      <Segmented
        label={words.by}
        value={by}
        options={[
          { value: 'count', label: words.byCount },
          { value: 'length', label: words.byLength },
        ]}
        onChange={(value) => {
          set({ by: value })
        }}
      />
      {by === 'count' ? (
        <CountField
          label={words.count}
          value={count}
          range={{ min: 1, max: 10_000 }}
          note={words.help.count}
          onCommit={(value) => {
            set({ count: value })
          }}
        />
      ) : (
        <>
          <LengthField
            label={words.length}
            value={lengthMm}
            range={{ min: 0.1, max: 10_000 }}
            onCommit={(value) => {
              set({ lengthMm: value })
            }}
          />
          <SelectField
            label={words.fit}
            value={fit}
            options={[
              { value: 'equal', label: words.equal },
              { value: 'exact', label: words.exact },
            ]}
            onChange={(value) => {
              set({ fit: value === 'exact' ? 'exact' : 'equal' })
            }}
          />
        </>
      )}
    </>
  )
}

/** What is set only of a band along one path. */
export function BandFields({ closed }: { closed: boolean }) {
  const { settings, set } = useSlicing()
  const names = closed ? words.sides : words.openSides
  return (
    <>
      <LengthField
        label={words.width}
        value={settings.widthMm}
        range={{ min: 0.1, max: 1000 }}
        onCommit={(widthMm) => {
          set({ widthMm })
        }}
      />
      <SelectField
        label={words.side}
        value={settings.side}
        options={(['centred', 'left', 'right'] as const).map((value) => ({
          value,
          label: names[value],
        }))}
        onChange={(value) => {
          set({ side: value as keyof typeof names })
        }}
      />
    </>
  )
}

/** How the cuts lie and what the saw takes. */
export function CutFields({ closed }: { closed: boolean }) {
  const { settings, set } = useSlicing()
  const { startAngleDeg, twistDeg, herringbone, kerfMm, minimumPieceMm } = settings
  return (
    <>
      {closed && (
        <AngleField
          label={words.start}
          value={startAngleDeg}
          range={{ min: -360, max: 360 }}
          note={words.help.start}
          onCommit={(value) => {
            set({ startAngleDeg: value })
          }}
        />
      )}
      <AngleField
        label={words.twist}
        value={twistDeg}
        range={{ min: -60, max: 60 }}
        note={words.help.twist}
        onCommit={(value) => {
          set({ twistDeg: value })
        }}
      />
      <label className="drawing-check">
        <input
          type="checkbox"
          checked={herringbone}
          onChange={() => {
            set({ herringbone: !herringbone })
          }}
        />
        {words.herringbone}
      </label>
      <LengthField
        label={words.kerf}
        value={kerfMm}
        range={{ min: 0, max: 10 }}
        note={words.help.kerf}
        onCommit={(value) => {
          set({ kerfMm: value })
        }}
      />
      <LengthField
        label={words.least}
        value={minimumPieceMm}
        range={{ min: 0, max: 1000 }}
        note={words.help.least}
        onCommit={(value) => {
          set({ minimumPieceMm: value })
        }}
      />
    </>
  )
}
