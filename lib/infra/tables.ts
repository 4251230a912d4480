import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { permanentTable } from './permanent.ts'

/** The three tables of the house: what is owed, who owes it, and the policies that were used. */
export class Tables extends Construct {
  readonly ledger: Table
  readonly debtors: Table
  readonly catalog: Table

  constructor(scope: Construct, id: string, props: { key: IKey }) {
    super(scope, id)
    this.ledger = this.table('Ledger', props.key, { stream: StreamViewType.NEW_AND_OLD_IMAGES })
    this.debtors = this.table('Debtors', props.key, { stream: StreamViewType.NEW_AND_OLD_IMAGES })
    this.catalog = this.table('Catalog', props.key)

    // Open invoices and tasks by what is due first: an item leaves the index when its attribute `open` is removed.
    this.ledger.addGlobalSecondaryIndex({
      indexName: 'open',
      partitionKey: { name: 'open', type: AttributeType.STRING },
      sortKey: { name: 'due', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    })
    // Everything of one debtor by time, for whoever answers the debtor's call: the page shows it.
    this.ledger.addGlobalSecondaryIndex({
      indexName: 'byDebtor',
      partitionKey: { name: 'debtor', type: AttributeType.STRING },
      sortKey: { name: 'at', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    })
  }

  /** What a function finds its tables by. */
  environment(): Record<string, string> {
    return {
      LEDGER_TABLE: this.ledger.tableName,
      DEBTORS_TABLE: this.debtors.tableName,
      CATALOG_TABLE: this.catalog.tableName,
    }
  }

  private table(id: 'Ledger' | 'Debtors' | 'Catalog', key: IKey, more: Partial<TableProps> = {}): Table {
    const table = new Table(this, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...more,
    })
    permanentTable(table, id)
    return table
  }
}
