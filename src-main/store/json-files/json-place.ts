import { join } from 'node:path'
import { systemErrorCode } from '../../files/durable-files.ts'
import type { DurableFiles } from '../../files/durable-files.ts'

/** The folder of the file store in the data folder. */
export const JSON_STORE_NAME = 'json-store'

/** The file that says whose file store this is. */
export const JSON_STORE_FACTS_NAME = 'store.json'

const FACTS_SCHEMA = 'rmos.json-store'

/** What the file store says of itself. */
export interface JsonStoreFacts {
  readonly installId: string
  /**
   * Whether the data folder had no database when the file store began: then all runs and backups
   * that are there belong to the files.
   */
  readonly isAlone: boolean
}

/** The facts of a text; null when it is none of ours. */
export function parseJsonStoreFacts(text: string): JsonStoreFacts | null {
  const value = parseObject(text)
  if (value?.['schema'] !== FACTS_SCHEMA) return null
  const installId = value['install_id']
  if (typeof installId !== 'string' || installId === '') return null
  return { installId, isAlone: value['is_alone'] === true }
}

/** The facts as the text of their file. */
export function formatJsonStoreFacts({ installId, isAlone }: JsonStoreFacts): string {
  const facts = {
    schema: FACTS_SCHEMA,
    version: 1,
    install_id: installId,
    is_alone: isAlone,
    note: 'RMOS keeps its records here, one file each, while its database cannot be used.',
  }
  return `${JSON.stringify(facts, null, 2)}\n`
}

/** The installation of a data folder in which all work was done on files; null in any other. */
export async function readFilesInstallId(
  files: DurableFiles,
  dataDir: string,
): Promise<string | null> {
  try {
    const bytes = await files.readFile(join(dataDir, JSON_STORE_NAME, JSON_STORE_FACTS_NAME))
    const facts = parseJsonStoreFacts(new TextDecoder().decode(bytes))
    return facts?.isAlone === true ? facts.installId : null
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    // Without it a folder with runs in it counts as a database's: nothing new is made there.
    return null
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
