export SERVE_VERSION=v1
export A_VERSION=v1 export STACK_NAME=cloud_example_org
