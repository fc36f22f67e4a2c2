import { Buffer } from 'node:buffer'
import { ZipFile } from 'yazl'
import type { Problem } from '#core/contract/problem.ts'
import { writeDxfR12 } from '#core/drawing/write-dxf.ts'
import { writeSvg } from '#core/drawing/write-svg.ts'
import { cutSheet } from '#core/jigs/cut-sheet.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import { checkPlan } from '#core/rosette/parse-plan.ts'
import { zeroOfStage } from '#core/rosette/stage.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import { sha256Hex } from '../files/sha256.ts'
import type { RunStore } from '../runs/run-store.ts'
import { problem } from './problems.ts'

/** One file of a bundle; its name is plain, never a path. */
export interface BundleFile {
  readonly fileName: string
  readonly text: string
}

/** What a bundle is made with. */
export interface BundleParts {
  readonly runStore: RunStore
  readonly posts: readonly PostProfile[]
}

function unitsOf({ request_summary }: RunArtifact): 'mm' | 'inch' {
  return request_summary['units'] === 'inch' ? 'inch' : 'mm'
}

/** The drawing of what is cut, twice; nothing for a run that was not made of a plan. */
function drawings(artifact: RunArtifact): readonly BundleFile[] {
  const plan = checkPlan(artifact.request_summary['plan'], 'the run')
  if (!plan.ok) return []
  const sheet = cutSheet(plan.value)
  const stem = fileStem(plan.value.name)
  return [
    { fileName: `${stem}.dxf`, text: writeDxfR12(sheet) },
    { fileName: `${stem}.svg`, text: writeSvg(sheet) },
  ]
}

function manifestOf(artifact: RunArtifact, others: readonly BundleFile[]): BundleFile {
  const manifest = {
    schema: 'rmos.bundle',
    version: 1,
    run_id: artifact.run_id,
    job_name: artifact.job_name,
    units: unitsOf(artifact),
    zero: zeroOfStage('soundhole'),
    posts: [...new Set(artifact.outputs.programs.map(({ post_id }) => post_id))],
    programs: artifact.outputs.programs.map(
      ({ file_name, stage, title, post_id, sha256, line_count, estimated_seconds }) => ({
        file_name,
        stage,
        title,
        post_id,
        sha256,
        line_count,
        estimated_seconds,
      }),
    ),
    drawings: others.map(({ fileName, text }) => ({
      file_name: fileName,
      sha256: sha256Hex(text),
    })),
  }
  return { fileName: 'manifest.json', text: `${JSON.stringify(manifest, null, 2)}\n` }
}

/** What a person at another machine needs to know: which file is whose, in what order, from which zero. */
function readmeOf(
  artifact: RunArtifact,
  posts: readonly PostProfile[],
  others: readonly BundleFile[],
): BundleFile {
  const { programs } = artifact.outputs
  const postIds = [...new Set(programs.map(({ post_id }) => post_id))]
  const sections = postIds.flatMap((postId) => {
    const post = posts.find(({ id }) => id === postId)
    const own = programs.filter(({ post_id }) => post_id === postId)
    return [
      `FOR ${post?.name ?? postId}, in this order:`,
      ...own.map(({ file_name, title }) => `  ${file_name}  (${title})`),
      ...(post?.notes ?? []).map((note) => `  * ${note}`),
      '',
    ]
  })
  const hashes = [
    ...programs.map(({ file_name, sha256 }) => `${sha256}  ${file_name}`),
    ...others.map(({ fileName, text }) => `${sha256Hex(text)}  ${fileName}`),
  ]
  const lines = [
    artifact.job_name,
    `Run ${artifact.run_id}`,
    '',
    `Numbers are in ${unitsOf(artifact) === 'inch' ? 'inches' : 'millimetres'}.`,
    `Zero: ${zeroOfStage('soundhole')}. The same zero for every program cut in the top.`,
    'Glue and scrape between the programs; the soundhole comes last.',
    '',
    ...sections,
    'SHA-256 of every file (sha256sum -c SHA256SUMS):',
    ...hashes.map((line) => `  ${line}`),
    '',
  ]
  return { fileName: 'README.txt', text: lines.join('\n') }
}

function sumsOf(artifact: RunArtifact, others: readonly BundleFile[]): BundleFile {
  const lines = [
    ...artifact.outputs.programs.map(({ file_name, sha256 }) => `${sha256}  ${file_name}`),
    ...others.map(({ fileName, text }) => `${sha256Hex(text)}  ${fileName}`),
  ]
  return { fileName: 'SHA256SUMS', text: `${lines.join('\n')}\n` }
}

/**
 * Everything of an OK run that leaves the house: a program for each stage and controller, the drawing as
 * DXF and SVG, a manifest, a README and the hashes. Every program's hash is checked on the way; one
 * that does not match refuses the whole.
 */
export async function bundleOf(
  artifact: RunArtifact,
  { runStore, posts }: BundleParts,
): Promise<Result<readonly BundleFile[], Problem>> {
  if (artifact.status !== 'OK') {
    const remedy = 'A bundle is made of a run whose status is OK.'
    return failure(problem('blocked', `Run ${artifact.run_id} is ${artifact.status}.`, remedy))
  }
  const read = await runStore.readPrograms(artifact.run_id)
  if (!read.ok) return read
  const programs = read.value.map(({ fileName, text }): BundleFile => ({ fileName, text }))
  const drawn = drawings(artifact)
  return success([
    ...programs,
    ...drawn,
    manifestOf(artifact, drawn),
    readmeOf(artifact, posts, drawn),
    sumsOf(artifact, drawn),
  ])
}

/** The same date in every archive, so that the same run gives the same bytes. */
const ARCHIVE_DATE = new Date(2000, 0, 1)

/** The files as one zip archive. */
export async function zipOf(files: readonly BundleFile[]): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const { fileName, text } of files) {
    zip.addBuffer(Buffer.from(text, 'utf8'), fileName, { mtime: ARCHIVE_DATE, mode: 0o100_644 })
  }
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
}
