import { AwsError } from '../aws-error.ts'

/** DynamoDB's answer to a request that can never succeed as written. */
export const invalid = (message: string): AwsError => new AwsError('ValidationException', message)

/** DynamoDB's answer when the table is not there. */
export const tableNotFound = (): AwsError => new AwsError('ResourceNotFoundException', 'Requested resource not found')
