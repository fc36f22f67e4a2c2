/**
 * The kinds of records that move between JSON files and the database, in the order they are
 * imported: a pattern may name a strip family, a job may name both.
 */
export const DATASETS = ['strip_families', 'patterns', 'joblog'] as const
/** One kind of records; also the name of its table. */
export type Dataset = (typeof DATASETS)[number]

/** Names of the datasets as a person reads them. */
export const DATASET_NAMES: Readonly<Record<Dataset, string>> = {
  strip_families: 'strip families',
  patterns: 'patterns',
  joblog: 'job log',
}

/** One value for each dataset. */
export type PerDataset<T> = Readonly<Record<Dataset, T>>

/** Builds one value for each dataset. */
export function perDataset<T>(make: (dataset: Dataset) => T): Record<Dataset, T> {
  return {
    strip_families: make('strip_families'),
    patterns: make('patterns'),
    joblog: make('joblog'),
  }
}
