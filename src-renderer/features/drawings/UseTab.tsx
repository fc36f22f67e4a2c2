import { Download, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { OpenDrawing } from '#core/contract/drawings.contract.ts'
import { pathFacts } from '#core/drawing/packed-drawing.ts'
import type { DrawnPath, Plan } from '#core/rosette/plan.schema.ts'
import { withoutDrawnPath } from '#core/rosette/new-operation.ts'
import { formatLength } from '#core/units/format-length.ts'
import { rmos } from '../../client.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { settle } from '../../session/settle.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Choice.tsx'
import { saveBlob } from '../../ui/save-file.ts'
import { showProblem } from '../../ui/toast.store.ts'
import type { DrawingFacts } from './drawing-facts.ts'
import { useDrawings } from './drawings.store.ts'
import { drawingsStrings } from './drawings.strings.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import { lengthQuantity } from '../../session/quantities.ts'
import { LengthField } from './fields.tsx'
import { type Offer, offersOf, takeAsPath, takeAsRing, takeAsSoundhole } from './take-into-plan.ts'

const words = drawingsStrings.use
const NECKS = (['up', 'right', 'down', 'left'] as const).map((value) => ({
  value,
  label: words.necks[value],
}))

interface UseTabProps {
  readonly open: OpenDrawing
  readonly facts: DrawingFacts
}

/** Where the rosette's centre is in the drawing, and which way the neck lies. */
function Placing({ open, facts }: UseTabProps) {
  const unit = useUnits()
  const chosen = useDrawings((state) => state.chosen)
  const remember = useDrawings((state) => state.remember)
  const { centre, neck } = open.drawing.choices
  const circle = chosen === null ? null : pathFacts(facts.packed, chosen).circle
  return (
    <section className="drawing-section">
      <h3>{words.placing}</h3>
      <p className={centre === null ? 'drawing-todo' : ''}>
        {centre === null
          ? words.centreUnknown
          : `${words.centre}: ${formatLength(centre.xMm, unit)}, ${formatLength(centre.yMm, unit)}`}
      </p>
      <div className="drawing-row">
        <Button
          size="small"
          disabled={circle === null}
          onClick={() => {
            if (circle !== null) void remember({ centre: circle.centre })
          }}
        >
          {words.centreHere}
        </Button>
        <Button size="small" onClick={() => void remember({ centre: { xMm: 0, yMm: 0 } })}>
          {words.centreZero}
        </Button>
      </div>
      <SelectField
        label={words.neck}
        value={neck}
        options={NECKS}
        onChange={(value) => {
          const next = NECKS.find((option) => option.value === value)
          if (next !== undefined) void remember({ neck: next.value })
        }}
      />
    </section>
  )
}

function RingOffer({
  open,
  plan,
  radii,
}: {
  open: OpenDrawing
  plan: Plan
  radii: Extract<Offer, { kind: 'ring' }>['radii']
}) {
  const unit = useUnits()
  const width = words.newRing(formatLength(radii.outerRadiusMm - radii.innerRadiusMm, unit))
  return (
    <>
      <Button look="primary" onClick={() => void takeAsRing(open, radii, null, width)}>
        {width}
      </Button>
      {plan.rings.map(({ id, name }) => (
        <Button key={id} onClick={() => void takeAsRing(open, radii, id, words.replaceRing(name))}>
          {words.replaceRing(name)}
        </Button>
      ))}
    </>
  )
}

/** How much room a keep-out wants. */
interface Room {
  readonly clearanceMm: number
  /** Above the top; null is not measured. */
  readonly heightMm: number | null
}

/** What only a closed path can be besides a pocket. */
function ClosedOffer(props: {
  isPlaced: boolean
  room: Room
  setRoom: (room: Room) => void
  take: (use: DrawnPath['use']) => () => void
}) {
  const { isPlaced, room, setRoom, take } = props
  const unit = useUnits()
  return (
    <>
      <Button disabled={!isPlaced} onClick={take('jig-outline')}>
        {words.jig}
      </Button>
      <Button disabled={!isPlaced} onClick={take('keep-out')}>
        {words.keepOut}
      </Button>
      <LengthField
        label={words.clearance}
        value={room.clearanceMm}
        range={{ min: 0, max: 100 }}
        onCommit={(clearanceMm) => {
          setRoom({ ...room, clearanceMm })
        }}
      />
      <UnitField
        label={words.height}
        value={room.heightMm}
        quantity={lengthQuantity({ unit, namesMm: {} })}
        range={{ min: 0, max: 200 }}
        step={0.5}
        labels={words.heightLabels}
        onCommit={(heightMm) => {
          setRoom({ ...room, heightMm })
        }}
        onClear={() => {
          setRoom({ ...room, heightMm: null })
        }}
      />
      <p className="caption">{words.heightNote}</p>
    </>
  )
}

function PathOffer(props: UseTabProps & { path: number; isClosed: boolean }) {
  const { open, facts, path, isClosed } = props
  const [room, setRoom] = useState<Room>({ clearanceMm: 5, heightMm: null })
  const { centre } = open.drawing.choices
  const take = (use: DrawnPath['use']) => () =>
    void takeAsPath(open, facts.packed, { path, use, ...room })
  const isPlaced = centre !== null
  return (
    <>
      {!isPlaced && <p className="drawing-todo">{words.needsCentre}</p>}
      {!isClosed && <p>{words.open}</p>}
      {isClosed && (
        <Button disabled={!isPlaced} onClick={take('pocket')}>
          {words.pocket}
        </Button>
      )}
      <Button disabled={!isPlaced} onClick={take('cut')}>
        {words.cut}
      </Button>
      {isClosed ? <ClosedOffer {...{ isPlaced, room, setRoom, take }} /> : null}
    </>
  )
}

function Offers({ open, facts, plan }: UseTabProps & { plan: Plan }) {
  const unit = useUnits()
  const { chosen, other } = useDrawings()
  const offers = offersOf(facts.packed, { chosen, other })
  if (offers.length === 0) {
    return <p>{words.chooseText}</p>
  }
  return (
    <div className="drawing-offers">
      {offers.map((offer) => {
        switch (offer.kind) {
          case 'soundhole': {
            const what = words.soundhole(formatLength(2 * offer.radiusMm, unit))
            return (
              <Button key="hole" onClick={() => void takeAsSoundhole(open, offer.radiusMm, what)}>
                {what}
              </Button>
            )
          }
          case 'ring':
            return <RingOffer key="ring" open={open} plan={plan} radii={offer.radii} />
          case 'path':
            return <PathOffer key="path" {...{ open, facts, ...offer }} />
          case 'not-concentric':
            return (
              <p key="apart">{words.notConcentric(formatLength(offer.awayMm, unit, 'fine'))}</p>
            )
        }
      })}
    </div>
  )
}

type FileState = keyof typeof words.states

async function saveOriginal(sha256: string): Promise<void> {
  const original = await settle(rmos.drawings.original({ sha256 }))
  if (!original.ok) showProblem(original.error)
  else {
    const { fileName, bytes } = original.value
    saveBlob(fileName, new Blob([new Uint8Array(bytes)], { type: 'application/dxf' }))
  }
}

/** What of the plan comes from drawings, and whether their files are still what they were. */
function TakenFromDrawings({ plan }: { plan: Plan }) {
  const [states, setStates] = useState<ReadonlyMap<string, FileState>>(new Map())
  const shas = plan.drawings.map(({ sha256 }) => sha256).join(' ')
  useEffect(() => {
    if (shas === '') return
    void settle(rmos.drawings.check({ sha256s: shas.split(' ') })).then((checked) => {
      if (checked.ok) setStates(new Map(checked.value.found.map((one) => [one.sha256, one.state])))
    })
  }, [shas])
  const { edit } = usePlan.getState()
  return (
    <section className="drawing-section">
      <h3>{words.inPlan}</h3>
      {plan.drawings.length === 0 && <p className="caption">{words.none}</p>}
      <ul className="tally">
        {plan.drawnPaths.map(({ id, name }) => (
          <li key={id} className="drawing-row">
            <span>{name}</span>
            <IconButton
              label={words.remove(name)}
              onClick={() => {
                edit((now) => withoutDrawnPath(now, id))
              }}
            >
              <Trash2 size={16} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {plan.drawings.length > 0 && <h3>{words.original}</h3>}
      <ul className="tally">
        {plan.drawings.map(({ sha256, fileName }) => {
          const state = states.get(sha256)
          return (
            <li key={sha256} className="drawing-row">
              <span>
                {fileName}
                <span className="caption">
                  {` ${words.sha(sha256.slice(0, 12))} ${state === undefined ? '' : words.states[state]}`}
                </span>
              </span>
              <IconButton
                label={words.saveOriginal(fileName)}
                onClick={() => void saveOriginal(sha256)}
              >
                <Download size={16} aria-hidden="true" />
              </IconButton>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What of the drawing goes into the open plan, and as what. */
export function UseTab({ open, facts }: UseTabProps) {
  const plan = usePlan((state) => state.history?.present ?? null)
  const goTo = useNavigation((state) => state.goTo)
  if (plan === null) {
    return (
      <section className="drawing-section">
        <h3>{words.noPlanTitle}</h3>
        <p>{words.noPlanText}</p>
        <Button
          onClick={() => {
            goTo('plans')
          }}
        >
          {words.choosePlan}
        </Button>
      </section>
    )
  }
  return (
    <>
      <Placing open={open} facts={facts} />
      <section className="drawing-section">
        <h3>{words.into(plan.name)}</h3>
        <Offers open={open} facts={facts} plan={plan} />
      </section>
      <TakenFromDrawings plan={plan} />
    </>
  )
}
