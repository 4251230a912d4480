/** Where the lake is, for whoever queries it. */
export interface LakeAccess {
  /** Work group of Athena that limits what a query may scan. */
  readonly workGroup: string
  readonly database: string
  readonly tables: readonly string[]
  /** Bucket of the Parquet files. */
  readonly bucketArn: string
  /** Folder of the Parquet files in it, without slashes at the ends. */
  readonly prefix: string
  /** Bucket and folder where the work group writes its results. */
  readonly resultsBucketArn: string
  readonly resultsPrefix: string
  /** Key that both are encrypted with. */
  readonly keyArn: string
}
