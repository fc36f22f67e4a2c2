import { useMemo, useState } from 'react'
import { problemSentence } from '#core/outcome/problem.ts'
import {
  type BoughtFit,
  CALLIPER_ANGLES_DEG,
  type CircleFit,
  fitBought,
  withBoughtRing,
} from '#core/rosette/bought-ring.ts'
import { mockFits } from '#core/rosette/mock-fits.ts'
import { formatPlan } from '#core/rosette/parse-plan.ts'
import type { Plan, RingOf } from '#core/rosette/plan.schema.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import { rmos } from '../../client.ts'
import { usePlan } from '../../session/plan.store.ts'
import { settle } from '../../session/settle.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { showToast } from '../../ui/toast.store.ts'
import { MeasureField } from './MeasureField.tsx'
import {
  boughtOf,
  type BoughtDraft,
  type Diameters,
  draftKey,
  useMeasured,
} from './measured.store.ts'
import { OvalPicture } from './OvalPicture.tsx'
import { solutionStrings as words } from './solution.strings.ts'

type BoughtRing = RingOf<'bought'>

interface EdgeProps {
  readonly ring: BoughtRing
  readonly edge: keyof BoughtDraft
  readonly diametersMm: Diameters
  readonly onChange: (diametersMm: Diameters) => void
}

function EdgeFields({ ring, edge, diametersMm, onChange }: EdgeProps) {
  const label = edge === 'outer' ? words.outside : words.inside
  return (
    <div className="fields">
      {CALLIPER_ANGLES_DEG.map((angleDeg, index) => (
        <MeasureField
          key={angleDeg}
          field={edge === 'outer' ? 'boughtOutside' : 'boughtInside'}
          label={label(angleDeg)}
          kind="length"
          ring={ring}
          value={diametersMm[index] ?? null}
          range={{ min: 10, max: 1000 }}
          step={0.1}
          onChange={(value) => {
            onChange(diametersMm.map((other, at) => (at === index ? value : other)))
          }}
        />
      ))}
    </div>
  )
}

function FitLine({ edge, fit }: { edge: keyof BoughtDraft; fit: CircleFit }) {
  const unit = useUnits()
  const round =
    fit.outOfRoundMm < 0.0005
      ? words.round
      : words.outOfRound(
          formatLength(fit.outOfRoundMm, unit, 'fine'),
          `${formatDecimal(fit.largestAtDeg, 0)}°`,
        )
  return (
    <p>
      {words.fit(words.edges[edge], formatLength(fit.diameterMm, unit, 'fine'))}, {round}.
    </p>
  )
}

function FitWords({ plan, fit }: { plan: Plan; fit: BoughtFit }) {
  const unit = useUnits()
  const fine = (value: number) => formatLength(value, unit, 'fine')
  const { clearancePerSideMm } = plan.cutting
  const holds = fit.neededClearanceMm <= clearancePerSideMm
  const sentence = holds ? words.clearanceHolds : words.clearanceShort
  return (
    <>
      <FitLine edge="outer" fit={fit.outer} />
      <FitLine edge="inner" fit={fit.inner} />
      <p className={holds ? undefined : 'solution-warning'}>
        {sentence(fine(fit.neededClearanceMm), fine(clearancePerSideMm))}
      </p>
      <p>
        {words.channelWillBe(
          fine(fit.innerRadiusMm - clearancePerSideMm),
          fine(fit.outerRadiusMm + clearancePerSideMm),
        )}
      </p>
    </>
  )
}

/** Keeps three plans for scrap; returns the sentence to show. */
async function keepMockFits(plan: Plan, ringId: string): Promise<string> {
  const fits = mockFits(plan, ringId)
  if (!fits.ok) return problemSentence(fits.error)
  const names: string[] = []
  for (const fit of fits.value) {
    const fileName = `${fit.plan.name}.json`
    const kept = await settle(rmos.plans.importText({ fileName, text: formatPlan(fit.plan) }))
    if (!kept.ok) return kept.error.message
    names.push(kept.value.plan.name)
  }
  showToast(words.mockMade(names.join('; ')))
  return ''
}

function BoughtActions({
  plan,
  ring,
  draft,
}: {
  plan: Plan
  ring: BoughtRing
  draft: BoughtDraft
}) {
  const edit = usePlan((state) => state.edit)
  const [problem, setProblem] = useState('')
  const [making, setMaking] = useState(false)
  const fitted = withBoughtRing(plan, ring.id, {
    outerDiametersMm: draft.outer.filter((value) => value !== null),
    innerDiametersMm: draft.inner.filter((value) => value !== null),
  })
  const already = fitted.ok && JSON.stringify(fitted.value) === JSON.stringify(plan)
  const shown = fitted.ok ? problem : problemSentence(fitted.error)
  return (
    <>
      {shown !== '' && (
        <p className="solution-warning" role="alert">
          {shown}
        </p>
      )}
      <div className="bought-actions">
        {already ? (
          <p className="option-now">{words.cutAlready}</p>
        ) : (
          <Button
            look="primary"
            disabled={!fitted.ok}
            onClick={() => {
              if (fitted.ok) edit(() => fitted.value)
            }}
          >
            {words.cutTo}
          </Button>
        )}
        <Button
          disabled={!fitted.ok || making}
          onClick={() => {
            if (!fitted.ok) return
            setMaking(true)
            void keepMockFits(fitted.value, ring.id).then((sentence) => {
              setProblem(sentence)
              setMaking(false)
            })
          }}
        >
          {words.mock}
        </Button>
      </div>
    </>
  )
}

/** Four diameters outside and inside, the circles through them, and three mock fits for scrap. */
export function BoughtPanel({ plan, ring }: { plan: Plan; ring: BoughtRing }) {
  const drafts = useMeasured((state) => state.boughtByRing)
  const setBought = useMeasured((state) => state.setBought)
  const draft = boughtOf(plan, ring, drafts)
  const fit = useMemo(() => {
    const outer = draft.outer.filter((value) => value !== null)
    const inner = draft.inner.filter((value) => value !== null)
    return outer.length < 4 || inner.length < 4 ? null : fitBought(ring.name, outer, inner)
  }, [draft, ring.name])
  const change = (part: Partial<BoughtDraft>) => {
    setBought(draftKey(plan, ring.id), { ...draft, ...part })
  }
  return (
    <div className="bought">
      <EdgeFields
        ring={ring}
        edge="outer"
        diametersMm={draft.outer}
        onChange={(outer) => {
          change({ outer })
        }}
      />
      <EdgeFields
        ring={ring}
        edge="inner"
        diametersMm={draft.inner}
        onChange={(inner) => {
          change({ inner })
        }}
      />
      <div className="bought-words">
        {fit?.ok === true && <OvalPicture fit={fit.value} />}
        {fit === null && <p className="muted">{words.boughtFirst}</p>}
        {fit?.ok === true && <FitWords plan={plan} fit={fit.value} />}
        {fit !== null && <BoughtActions plan={plan} ring={ring} draft={draft} />}
      </div>
    </div>
  )
}
