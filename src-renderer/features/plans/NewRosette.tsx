import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { newPlanFromPreset } from '#core/rosette/new-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { RING_STACKS, SOUNDHOLE_PRESETS } from '#core/rosette/presets.ts'
import { formatLength } from '#core/units/format-length.ts'
import { RosetteThumbnail } from '../../drawing/RosetteThumbnail.tsx'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField, TextField } from '../../ui/Choice.tsx'
import { plansStrings as words } from './plans.strings.ts'

/** What a `NewRosette` takes. */
export interface NewRosetteProps {
  readonly onCreate: (plan: Plan) => void
  readonly onBack: () => void
}

const FIRST_HOLE = SOUNDHOLE_PRESETS[0]?.id ?? ''
const FIRST_STACK = RING_STACKS[0]?.id ?? ''

/** The plan of each stack round a soundhole; null where it does not fit. */
function plansFor(soundholeId: string): ReadonlyMap<string, Plan | null> {
  return new Map(
    RING_STACKS.map(({ id }) => {
      const made = newPlanFromPreset(soundholeId, id)
      return [id, made.ok ? made.value : null]
    }),
  )
}

/** A gallery of rosettes to start from: soundhole, rings, name. Arrow keys choose, Enter makes it. */
export function NewRosette({ onCreate, onBack }: NewRosetteProps) {
  const unit = useUnits()
  const group = useId()
  const [soundholeId, setSoundholeId] = useState(FIRST_HOLE)
  const [stackId, setStackId] = useState(FIRST_STACK)
  const [typedName, setTypedName] = useState<string | null>(null)
  const plans = useMemo(() => plansFor(soundholeId), [soundholeId])
  const plan = plans.get(stackId) ?? null
  const name = typedName ?? plan?.name ?? ''
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(':checked')?.focus()
  }, [])
  const make = () => {
    if (plan !== null && name.trim() !== '') onCreate({ ...plan, name: name.trim() })
  }
  return (
    <form
      ref={form}
      className="new-rosette"
      aria-label={words.newTitle}
      onSubmit={(event) => {
        event.preventDefault()
        make()
      }}
      onKeyDown={(event) => {
        // a radio button does not hand Enter to its form everywhere
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.preventDefault()
          make()
        }
      }}
    >
      <header className="page-head">
        <div>
          <h1>{words.newTitle}</h1>
          <p className="muted">{words.newLead}</p>
        </div>
        <Button icon={<ArrowLeft size={18} />} onClick={onBack}>
          {words.compareBack}
        </Button>
      </header>
      <div className="new-body">
        <fieldset className="new-stacks">
          <legend>{words.ringStack}</legend>
          <div className="new-gallery">
            {RING_STACKS.map((stack) => {
              const shown = plans.get(stack.id) ?? null
              return (
                <label key={stack.id} className="new-stack">
                  <input
                    type="radio"
                    name={group}
                    value={stack.id}
                    checked={stack.id === stackId}
                    onChange={() => {
                      setStackId(stack.id)
                    }}
                  />
                  <span className="new-picture">
                    {shown === null ? (
                      <span className="muted">{words.tooWide}</span>
                    ) : (
                      <RosetteThumbnail plan={shown} label={words.pictureOf(stack.name)} />
                    )}
                  </span>
                  <strong>{stack.name}</strong>
                  <span className="caption">{stack.description}</span>
                </label>
              )
            })}
          </div>
        </fieldset>
        <div className="new-choices">
          <SelectField
            label={words.soundhole}
            value={soundholeId}
            options={SOUNDHOLE_PRESETS.map((hole) => ({
              value: hole.id,
              label: words.soundholeOption(hole.name, formatLength(hole.diameterMm, unit)),
            }))}
            onChange={setSoundholeId}
          />
          <TextField label={words.name} value={name} maxLength={120} onChange={setTypedName} />
          <Button type="submit" look="primary" disabled={plan === null || name.trim() === ''}>
            {words.create} <ArrowRight size={16} aria-hidden="true" />
          </Button>
        </div>
      </div>
    </form>
  )
}
