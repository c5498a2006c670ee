# shellcheck shell=bash
# The Flask-on-Fargate tutorial, walked with the reader's own clients: each command is shown, run and timed.

step_number=0
demo_started=0

demo() {
  demo_started=$(now_millis)
  need_jdk
  need_aws
  have curl || install_packages "the demo" curl || exit 1
  need_engine
  build
  up_in_background
  point_clients
  build_flask_app || die "the application's image could not be built"

  note "Times include the start of the aws command line itself, which is most of them."

  step "Create a repository in ECR and push the image"
  repository
  step "Create the role that ECS pulls and logs with, and the log group"
  role_and_log_group
  step "Create a cluster"
  run_shown aws ecs create-cluster --cluster-name demo-ecs-cluster --capacity-providers FARGATE FARGATE_SPOT --query cluster.status
  answer
  step "Register the task definition"
  task_definition
  step "Run it on Fargate"
  run_the_task
  step "Open its public address"
  open_it
  step "Read its log"
  read_log
  retire_former_tasks
  farewell
}

up_in_background() {
  # A process of its own: up leaves this one when it fails.
  "$top/landfall" up --detach ${server_options[@]+"${server_options[@]}"}
}

point_clients() {
  AWS_ENDPOINT_URL=$(endpoint)
  export AWS_ENDPOINT_URL AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
  export AWS_PAGER='' AWS_DEFAULT_OUTPUT=text
  unset AWS_PROFILE AWS_SESSION_TOKEN
  endpoint_option=()
  # The variable is enough for every aws since 2.13; Debian 12's needs the option.
  aws_knows_the_variable || endpoint_option=(--endpoint-url "$AWS_ENDPOINT_URL")
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
}

step() {
  step_number=$((step_number + 1))
  printf '\n%s%d  %s%s  %s(%s)%s\n' "$bold" "$step_number" "$1" "$plain" "$dim" "$(seconds $(($(now_millis) - demo_started)))" "$plain"
}

# show WORD…: the command as one would type it, long words cut.
show() {
  local word line=''
  for word in "$@"; do
    if [ ${#word} -gt 110 ]; then word="${word:0:70}…"; fi
    case $word in
      *\'*) word="\"$word\"" ;;
      *[\ \{\[\;\&\|\(\<]*) word="'$word'" ;;
    esac
    line="$line $word"
  done
  printf '   %s$%s%s\n' "$cyan" "$line" "$plain"
}

# run_shown COMMAND…: shows and runs it, its output kept for answer; ends the demo when it fails.
run_shown() {
  show "$@"
  try_shown "$@" || demo_failed
}

# try_shown: the same without showing and without ending. Something slow shows that it goes on.
try_shown() {
  local started pid status=0 elapsed
  started=$(now_millis)
  if [ "$1" = aws ] && [ ${#endpoint_option[@]} -gt 0 ]; then
    shift
    set -- aws "${endpoint_option[@]}" "$@"
  fi
  "$@" >"$scratch/answer" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.02
    elapsed=$(($(now_millis) - started))
    [ ! -t 1 ] || [ "$elapsed" -lt 1000 ] || printf '\r   %s… %s%s\e[K' "$dim" "$(seconds "$elapsed")" "$plain"
  done
  wait "$pid" || status=$?
  took=$(($(now_millis) - started))
  [ ! -t 1 ] || printf '\r\e[K'
  return "$status"
}

answer() { printf '   %s  %s(%d ms)%s\n' "$(head -c 400 "$scratch/answer" | tr '\t' ' ')" "$dim" "$took" "$plain"; }

demo_failed() {
  sed 's/^/   /' "$scratch/answer" >&2
  die "that step failed; the server's log is $data/server.log"
}

# create CODE COMMAND…: makes something, or finds that a demo before this one made it.
create() {
  local code=$1
  shift
  show "$@"
  if try_shown "$@"; then
    return 0
  elif grep -q "$code" "$scratch/answer"; then
    note "   (it is there already)"
    return 1
  else
    demo_failed
  fi
}

repository() {
  create RepositoryAlreadyExistsException aws ecr create-repository --repository-name flask-app --query repository.repositoryUri ||
    run_shown aws ecr describe-repositories --repository-names flask-app --query 'repositories[0].repositoryUri'
  uri=$(cat "$scratch/answer")
  answer
  printf '   %s$ aws ecr get-login-password | docker login --username AWS --password-stdin %s%s\n' "$cyan" "${uri%%/*}" "$plain"
  # docker warns of where it keeps the password; that is its own affair.
  try_shown log_in "${uri%%/*}" || demo_failed
  run_shown docker tag flask-app:latest "$uri:latest"
  run_shown docker push -q "$uri:latest"
  answer
}

log_in() {
  aws ${endpoint_option[@]+"${endpoint_option[@]}"} ecr get-login-password | docker login --username AWS --password-stdin "$1"
}

role_and_log_group() {
  local trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  create EntityAlreadyExists aws iam create-role --role-name ecsTaskExecutionRole --assume-role-policy-document "$trust" --query Role.Arn ||
    run_shown aws iam get-role --role-name ecsTaskExecutionRole --query Role.Arn
  role=$(cat "$scratch/answer")
  answer
  run_shown aws iam attach-role-policy --role-name ecsTaskExecutionRole \
    --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy
  create ResourceAlreadyExistsException aws logs create-log-group --log-group-name /ecs/demo-ecs-task || true
}

task_definition() {
  cat >"$scratch/task.json" <<JSON
{"family": "demo-ecs-task", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
 "executionRoleArn": "$role",
 "containerDefinitions": [{"name": "flask-container", "image": "$uri:latest", "essential": true,
   "portMappings": [{"containerPort": 3000, "protocol": "tcp"}],
   "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/demo-ecs-task",
     "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs"}}}]}
JSON
  sed "s/^/   $dim/; s/\$/$plain/" "$scratch/task.json"
  show aws ecs register-task-definition --cli-input-json file://task.json
  try_shown aws ecs register-task-definition --cli-input-json "file://$scratch/task.json" --query taskDefinition.taskDefinitionArn || demo_failed
  answer
}

run_the_task() {
  local subnet started
  run_shown aws ec2 describe-subnets --filters Name=default-for-az,Values=true --query 'Subnets[0].SubnetId'
  subnet=$(cat "$scratch/answer")
  answer
  run_shown aws ecs run-task --cluster demo-ecs-cluster --launch-type FARGATE --task-definition demo-ecs-task \
    --started-by landfall-demo --network-configuration "awsvpcConfiguration={subnets=[$subnet],assignPublicIp=ENABLED}" \
    --query 'tasks[0].taskArn'
  task=$(cat "$scratch/answer")
  answer
  show aws ecs wait tasks-running --cluster demo-ecs-cluster --tasks "${task##*/}"
  if ! try_shown aws ecs wait tasks-running --cluster demo-ecs-cluster --tasks "$task"; then
    try_shown aws ecs describe-tasks --cluster demo-ecs-cluster --tasks "$task" \
      --query 'tasks[0].[lastStatus,stopCode,stoppedReason,containers[0].reason]' || true
    demo_failed
  fi
  run_shown aws ecs describe-tasks --cluster demo-ecs-cluster --tasks "${task##*/}" \
    --query 'tasks[0].[lastStatus,createdAt,startedAt]'
  answer
  started=$(sed -nE 's/^RUNNING[[:space:]]+([0-9]+)\.([0-9]{3})[0-9]*[[:space:]]+([0-9]+)\.([0-9]{3})[0-9]*$/\3\4 \1\2/p' "$scratch/answer")
  [ -z "$started" ] || note "   from the request to RUNNING: $((${started% *} - ${started#* })) ms"
}

open_it() {
  run_shown aws ecs describe-tasks --cluster demo-ecs-cluster --tasks "${task##*/}" \
    --query "tasks[0].attachments[0].details[?name=='networkInterfaceId'].value | [0]"
  eni=$(cat "$scratch/answer")
  answer
  run_shown aws ec2 describe-network-interfaces --network-interface-ids "$eni" --query 'NetworkInterfaces[0].Association.PublicIp'
  url=http://$(cat "$scratch/answer"):3000
  answer
  run_shown curl -sS --retry 30 --retry-delay 1 --retry-connrefused -m 60 "$url/"
  answer
  run_shown curl -sS "$url/greet"
  answer
}

read_log() {
  show aws logs get-log-events --log-group-name /ecs/demo-ecs-task --log-stream-name "ecs/flask-container/${task##*/}" --start-from-head
  local tries=30
  until try_shown aws logs get-log-events --log-group-name /ecs/demo-ecs-task --log-stream-name "ecs/flask-container/${task##*/}" \
    --start-from-head --query 'events[].[message]' && grep -q 'GET /greet' "$scratch/answer"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || demo_failed
    sleep 0.2
  done
  sed 's/^/   /' "$scratch/answer"
}

# A demo before this one left its task running; one is enough.
retire_former_tasks() {
  local former
  try_shown aws ecs list-tasks --cluster demo-ecs-cluster --started-by landfall-demo --query 'taskArns[]' || return 0
  # shellcheck disable=SC2013 # one line of words
  for former in $(cat "$scratch/answer"); do
    case $former in
      "$task" | None) ;;
      *) try_shown aws ecs stop-task --cluster demo-ecs-cluster --task "$former" --reason "a newer demo runs" || true ;;
    esac
  done
}

farewell() {
  local data_option='' landfall
  landfall=./landfall
  [ "$PWD" = "$top" ] || landfall=$top/landfall
  [ "$data" = "$HOME/.landfall" ] || data_option=" --data $data"
  cat <<TEXT

${green}✓ $url/ answered, from a container that ECS runs${plain} ${dim}($(seconds $(($(now_millis) - demo_started))) in all)${plain}

${bold}Look around${plain}     the server goes on running at $AWS_ENDPOINT_URL
  eval "\$($landfall env$data_option)"
  aws ecs describe-tasks --cluster demo-ecs-cluster --tasks ${task##*/}
  curl $url/greet
  aws logs filter-log-events --log-group-name /ecs/demo-ecs-task --query 'events[].message' --output text
  docker ps

${bold}Clean up${plain}
  aws ecs stop-task --cluster demo-ecs-cluster --task ${task##*/}
  $landfall down --purge$data_option        the server, its containers, and the engine if the demo started one
TEXT
}
