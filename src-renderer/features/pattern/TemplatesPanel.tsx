import { useMemo, useState } from 'react'
import { annulusMeanRadiusMm, annulusWidthMm } from '#core/geometry/annulus.ts'
import type { Pattern, VeneerColour } from '#core/pattern/pattern.schema.ts'
import {
  fitTemplate,
  patternOfTemplate,
  TEMPLATES,
  templateOf,
  templateValues,
  type TemplateFit,
} from '#core/pattern/template-pattern.ts'
import {
  type Template,
  TEMPLATE_ROLES,
  type TemplateId,
  type TemplateRole,
  type TemplateValues,
} from '#core/pattern/templates/template.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Choice.tsx'
import { classNames } from '../../ui/class-names.ts'
import { showToast } from '../../ui/toast.store.ts'
import { CountField } from './NumberField.tsx'
import { patternStrings } from './pattern.strings.ts'
import { TilePicture } from './TilePicture.tsx'
import { withPattern, withTileRing } from './tile-in-plan.ts'

const words = patternStrings.templates
const OWN = ''

type Veneers = Partial<Record<TemplateRole, Omit<VeneerColour, 'key'>>>

/** Little pictures of all templates, drawn by the templates themselves. */
function Gallery({ chosen, onChoose }: { chosen: TemplateId; onChoose: (id: TemplateId) => void }) {
  const pictures = useMemo(
    () =>
      TEMPLATES.map((template) => {
        const repeats = template.id === 'celtic' ? 1 : 2
        const made = patternOfTemplate(template, { values: { repeats } })
        return { id: template.id, pattern: made.ok ? made.value : null }
      }),
    [],
  )
  return (
    <ul className="template-gallery" aria-label={words.gallery}>
      {pictures.map(({ id, pattern }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={id === chosen}
            className={classNames('template-card', id === chosen && 'template-card-on')}
            onClick={() => {
              onChoose(id)
            }}
          >
            {pattern !== null && <TilePicture pattern={pattern} label="" />}
            <span>{words.names[id]}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Parameters(props: {
  template: Template
  values: TemplateValues
  onValue: (change: Partial<TemplateValues>) => void
}) {
  const { template, values, onValue } = props
  return template.parameters.map(({ id, min, max, step, helpKey }) => (
    <CountField
      key={id}
      label={words.parameters[id]}
      value={values[id]}
      range={{ min, max }}
      step={step}
      help={{ title: words.parameters[id], text: words.parameterHelp[helpKey] }}
      onCommit={(value) => {
        onValue({ [id]: value })
      }}
    />
  ))
}

/** Which veneer of the ring each part of the template gets. */
function RoleVeneers(props: {
  template: Template
  pattern: Pattern | null
  veneers: Veneers
  onVeneers: (veneers: Veneers) => void
}) {
  const { template, pattern, veneers, onVeneers } = props
  const palette = pattern?.palette ?? []
  if (palette.length === 0) return null
  const roles = TEMPLATE_ROLES.filter((role) => template.roles[role] !== undefined)
  return (
    <>
      <h3>{words.veneers}</h3>
      {roles.map((role) => {
        const chosen = palette.find(({ key, ...veneer }) => {
          const given = veneers[role]
          return key !== '' && given?.name === veneer.name && given.colour === veneer.colour
        })
        return (
          <SelectField
            key={role}
            label={words.roles[role]}
            value={chosen?.key ?? OWN}
            options={[
              { value: OWN, label: `${words.keepOwn}: ${template.roles[role]?.name ?? ''}` },
              ...palette.map(({ key, name }) => ({ value: key, label: name })),
            ]}
            onChange={(picked) => {
              const { [role]: _, ...others } = veneers
              const veneer = palette.find(({ key }) => key === picked)
              if (veneer === undefined) onVeneers(others)
              else {
                const { name, colour, thicknessMm, materialId } = veneer
                onVeneers({ ...others, [role]: { name, colour, thicknessMm, materialId } })
              }
            }}
          />
        )
      })}
    </>
  )
}

/** How the repeats close on this ring. */
function FitWords({ fit, tileCount }: { fit: TemplateFit; tileCount: number }) {
  const unit = useUnits()
  const show = (lengthMm: number) => formatLength(lengthMm, unit)
  const percent = formatDecimal(Math.abs(fit.changeRatio) * 100, 2)
  const change = `${fit.changeRatio < 0 ? '−' : '+'}${percent} %`
  const sentences = [
    words.closes(fit.tileCount, fit.repeatCount),
    words.pitch(show(fit.pitchMm), show(fit.closedPitchMm), change),
    words.columnWidth(show(fit.columnWidthMm)),
    ...(fit.tileCount === tileCount ? [] : [words.getsTiles(fit.tileCount)]),
  ]
  return (
    <p className="note" role="status">
      {sentences.join(' ')}
    </p>
  )
}

/** The same for a count of tiles that stays: whole repeats close on any, only the pitch follows. */
function fitOfCount(fit: TemplateFit, tileCount: number, middleRadiusMm: number): TemplateFit {
  const repeatCount = (fit.repeatCount / fit.tileCount) * tileCount
  const closedPitchMm = (2 * Math.PI * middleRadiusMm) / repeatCount
  return {
    ...fit,
    tileCount,
    repeatCount,
    closedPitchMm,
    changeRatio: closedPitchMm / fit.pitchMm - 1,
    columnWidthMm: (2 * Math.PI * middleRadiusMm) / (tileCount * fit.columns),
  }
}

/** A slant keeps its angle when the template is higher or lower than it starts with. */
function startingValues(template: Template, rows: number): Partial<TemplateValues> {
  const spec = (id: 'rows' | 'lean') => template.parameters.find((candidate) => candidate.id === id)
  const lean = spec('lean')
  const ownRows = spec('rows')?.default ?? rows
  if (lean === undefined) return { rows }
  const scaled = Math.round((lean.default * rows) / ownRows)
  return { rows, lean: Math.min(lean.max, Math.max(lean.min, scaled)) }
}

function thicknessOf(plan: Plan, pattern: Pattern | null): number {
  return pattern?.palette[0]?.thicknessMm ?? plan.stock.veneerMm
}

/** What a `TemplatesPanel` takes. */
export interface TemplatesPanelProps {
  readonly plan: Plan
  readonly tile: TileRing
}

/** Templates with live pictures; using one is one step of undo. */
export function TemplatesPanel({ plan, tile }: TemplatesPanelProps) {
  const [id, setId] = useState<TemplateId>('rope')
  const [given, setGiven] = useState<Partial<TemplateValues>>({})
  const [veneers, setVeneers] = useState<Veneers>({})
  const [setTiles, setSetTiles] = useState(true)
  const edit = usePlan((state) => state.edit)
  const template = templateOf(id)
  const thicknessMm = thicknessOf(plan, tile.pattern)
  const start = startingValues(template, fittingRows(plan, tile, thicknessMm))
  const values = templateValues(template, { ...start, ...given })
  const made = patternOfTemplate(template, {
    values,
    veneers: atThickness(template, veneers, thicknessMm),
  })
  const middleRadiusMm = annulusMeanRadiusMm(tile)
  const free = fitTemplate(template, values, {
    middleRadiusMm,
    columnWidthMm: thicknessMm,
    evenTileCount: tile.assembly !== 'slip',
  })
  const fit = setTiles ? free : fitOfCount(free, tile.tileCount, middleRadiusMm)
  const apply = (pattern: Pattern) => {
    edit((now) => {
      const pictured = withPattern(now, tile.id, pattern)
      if (!setTiles) return pictured
      return withTileRing(pictured, tile.id, (ring) => ({ ...ring, tileCount: fit.tileCount }))
    })
    showToast(words.applied(words.names[id]))
  }
  return (
    <>
      <div className="bench-scroll fields">
        <Gallery
          chosen={id}
          onChoose={(next) => {
            setId(next)
            setGiven({})
          }}
        />
        {made.ok && (
          <TilePicture pattern={made.value} label={words.names[id]} className="template-large" />
        )}
        <Parameters
          template={template}
          values={values}
          onValue={(change) => {
            setGiven({ ...given, ...change })
          }}
        />
        <RoleVeneers
          template={template}
          pattern={tile.pattern}
          veneers={veneers}
          onVeneers={setVeneers}
        />
      </div>
      <div className="bench-foot">
        {made.ok ? (
          <FitWords fit={fit} tileCount={tile.tileCount} />
        ) : (
          <p className="note note-warning" role="alert">
            {problemSentence(made.error)}.
          </p>
        )}
        <label className="check">
          <input
            type="checkbox"
            checked={setTiles}
            onChange={(event) => {
              setSetTiles(event.target.checked)
            }}
          />
          <span>{words.setTiles}</span>
        </label>
        <Button
          look="primary"
          disabled={!made.ok}
          onClick={() => {
            if (made.ok) apply(made.value)
          }}
        >
          {words.apply}
        </Button>
      </div>
    </>
  )
}

/** Whole rows of the stock veneer that fill the ring, glue lines counted. */
function fittingRows(plan: Plan, tile: TileRing, thicknessMm: number): number {
  const { glueLineMm } = plan.stock
  const rows = Math.round((annulusWidthMm(tile) + glueLineMm) / (thicknessMm + glueLineMm))
  return Math.min(200, Math.max(3, rows))
}

/** The template's own veneers as thick as those of the ring, so that its columns come out even. */
function atThickness(template: Template, veneers: Veneers, thicknessMm: number): Veneers {
  const own = Object.entries(template.roles).map(([role, veneer]) => [
    role,
    { ...veneer, thicknessMm },
  ])
  return { ...(Object.fromEntries(own) as Veneers), ...veneers }
}
